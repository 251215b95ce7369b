"""Read the details of an entry (`:86:`, `NS`): which dialect they are in is decided for each, never for the file."""

import re

from parsers.mt import slashes as mt_slashes
from parsers.mt import structured as mt_structured
from parsers.mt.told import NOTHING, Told, creditors, lines_of, reference, unwrapped
from parsers.payment_references import iban
from parsers.records import Ref, Reference

#: label of a `KEY: value` column, as Dutch, Polish and Swiss banks write them -> what its value is
_LABELS: dict[str, str] = {
    "IBAN": "account",
    "REK": "account",
    "Z RACH.": "account",
    "NA RACH.": "account",
    "BIC": "bank",
    "NAAM": "name",
    "OD": "name",
    "DLA": "name",
    "AUFTRAGGEBER": "name",
    "OMSCHRIJVING": "text",
    "TYT.": "text",
    "MITTEILUNGEN": "text",
    "REMIT": "text",
    "KENMERK": "end_to_end",
    "MACHTIGING": "mandate",
    "INCASSANT": "company",
    "ID IPH": "virtual",
    "TNR": "bank_reference",
    "BETALINGSKENM.": "creditor",
    "BETALINGSKENMERK": "creditor",
}
_LABEL = re.compile(
    r"(?:(?<![A-Za-z])|\A)("
    + "|".join(re.escape(label) for label in sorted(_LABELS, key=len, reverse=True))
    + r")(?::|(?<=\.))(?![A-Za-z0-9]:)\s*"
)
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[A-Z0-9]{11,30})\b", re.ASCII)
_FILLER = re.compile(r"[ \t]*[;/]?\s*\Z")
_ADDRESS = re.compile(r"\s{2,}|\n")
_FREE_WIDTH = 65
#: NS lines by their number: purpose, payer (SWIFT non-standard block of German and Austrian banks)
_NS_LINE = re.compile(r"(?:\A|\n)([0-9]{2})", re.ASCII)


def told(details: tuple[tuple[str, str], ...]) -> Told:
    """Return what all the details after a `:61:` say; of two tellings of one thing the first counts."""
    if len(details) == 1:
        tag, content = details[0]
        if tag == "86":
            return mt_structured.told(content) or _unstructured(content)
    found = NOTHING
    for tag, content in details:
        said = of_86(content) if tag == "86" else of_ns(content)
        found = said if found is NOTHING else merged(found, said)
    return found


def of_86(content: str) -> Told:
    """Return what one `:86:` says: structured with a business code, slash codes, labelled columns, or free text."""
    return mt_structured.told(content) or _unstructured(content)


def _unstructured(content: str) -> Told:
    """Return what an `:86:` without numbered subfields says."""
    return mt_slashes.told(content) or _labelled(content) or _free(content)


def merged(one: Told, other: Told) -> Told:
    """Return two tellings as one; the first wins where both say the same thing."""
    return one._replace(
        name=one.name or other.name,
        account=one.account or other.account,
        bank=one.bank or other.bank,
        references=tuple(dict.fromkeys(one.references + other.references)),
        text=tuple(dict.fromkeys(one.text + other.text)),
        gvc=one.gvc or other.gvc,
        kind=one.kind or other.kind,
    )


def of_ns(content: str) -> Told:
    """Return what an `NS` block says: 01 to 14 purpose, 15 the payer, 17 the posting text, 22 and 23 our account."""
    pieces = _NS_LINE.split(content)
    cells: dict[str, str] = {}
    for code, value in zip(pieces[1::2], pieces[2::2], strict=True):
        cells.setdefault(code, value.strip("\n"))
    text = tuple(value.strip() for code, value in cells.items() if "01" <= code <= "14" and value.strip())
    return Told(
        name=" ".join(cells.get("15", "").split()),
        references=creditors(text),
        text=text,
        kind=cells.get("17", "").strip(),
    )


def _labelled(content: str) -> Told | None:
    """Return what labelled columns say, None where fewer than two labels (or one of a text) stand in the details."""
    if ":" not in content and "." not in content:
        return None
    whole = " ".join(content.split("\n")) if "\n" in content else content
    marks = list(_LABEL.finditer(whole))
    roles = [_LABELS[mark[1]] for mark in marks]
    if not marks or (len(marks) == 1 and roles[0] not in {"creditor", "text", "account"}):
        return None
    values: dict[str, str] = {}
    for number, (mark, role) in enumerate(zip(marks, roles, strict=True)):
        value = whole[mark.end() : marks[number + 1].start() if number + 1 < len(marks) else len(whole)]
        values.setdefault(role, _FILLER.sub("", value).strip())
    before = lines_of(whole[: marks[0].start()])
    text = tuple(" ".join(one.split()) for one in (values.get("text", ""), *before) if one)
    if "text" not in values and "creditor" not in values and "end_to_end" not in values:
        text = lines_of(unwrapped(content, _FREE_WIDTH))
    name = _ADDRESS.split(values.get("name", ""))[0]
    references = (
        reference(Ref.END_TO_END, values.get("end_to_end", ""))
        + reference(Ref.MANDATE, values.get("mandate", ""))
        + reference(Ref.IDENTIFICATION, values.get("virtual", ""))
        + reference(Ref.BANK, values.get("bank_reference", ""))
        + reference(Ref.CREDITOR, values.get("creditor", "").partition(" ")[0])
    )
    return Told(
        name=" ".join(name.split()),
        account=values.get("account", "").partition("/")[0].replace(" ", ""),
        bank=values.get("bank", "").partition(" ")[0],
        company_id=values.get("company", "").partition(" ")[0],
        references=references + creditors(text),
        text=text,
        kind=before[0] if before else "",
    )


def _free(content: str) -> Told:
    """Return free text, line by line as it came, and the one account number whose check digits hold in it."""
    text = lines_of(content)
    account, references = "", creditors(text)
    if _IBAN.search(content):
        accounts = {one for one in _IBAN.findall(content) if iban(one)}
        account = accounts.pop() if len(accounts) == 1 else ""
    return Told(account=account, references=references, text=text)


def original(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Return what a return points back to: the payer's own number where it has one, else the customer's."""
    for kind in (Ref.END_TO_END, Ref.CUSTOMER, Ref.BANK):
        found = tuple(Reference(Ref.ORIGINAL, one.value) for one in references if one.kind is kind)
        if found:
            return found
    return ()
