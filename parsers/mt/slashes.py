"""Read `:86:` with slash codes as Dutch and other banks write them: `/IBAN/…/NAME/…/REMI/…/EREF/…`."""

import itertools
import re

from parsers.mt.field70 import remitted
from parsers.mt.told import Told, creditor, creditors, lines_of, reference
from parsers.records import Ref, Reference

#: The words that are codes; any other `/WORD/` is text, for a value may hold slashes.
CODES = (
    "TRTP IBAN BBAN BIC NAME ADDR REMI EREF PREF MARF CSID ORDP BENM ULTD ULTC ULTB CNTP ISDT RTRN ACCW TRCD PURP SVCL"
    " OCMT CHGS EXCH ID CDTRREFTP CDTRREF ISSR KREF"
).split()
#: Codes of field 70 that banks hand on in `:86:`.
_FIELD_70 = ("ROC", "RFB", "INV", "URI", "IPI")
#: A party has a slash of its own for its empty value or, where a bank leaves it out, what is said of it follows.
_CODE = re.compile(
    r"/(" + "|".join(sorted((*CODES, *_FIELD_70), key=len, reverse=True)) + r")"
    r"(?:(?<=/ORDP|/BENM|/ULTD|/ULTC|/ULTB)(?=/(?:NAME|ID|ADDR|IBAN)/)|/)"
)
_SHAPE = re.compile(r"(?:\A|\n)\s*/[A-Z0-9]{2,9}/")
_WIDTH = 60
_REFS = {"EREF": Ref.END_TO_END, "PREF": Ref.BATCH, "MARF": Ref.MANDATE, "KREF": Ref.CUSTOMER}
_STRUCTURED = re.compile(r"(?:STRD|STD)/(?:CUR|ISO|SCOR|ISSR)/(?:CUR/)?([A-Z0-9 ]{7,25})", re.ASCII)
_UNSTRUCTURED = re.compile(r"(?:USTD|USTRD|UNST)/{0,2}")
_DUTCH = re.compile(r"ISSUER: CUR\s+REF: ([0-9 ]{7,25})", re.ASCII)
_ACCOUNT = re.compile(r"[A-Z]{0,2}[0-9][A-Z0-9*]{5,33}", re.ASCII)


def told(content: str) -> Told | None:
    """Return what slash codes say, None where the text begins with none or holds none we know."""
    if _SHAPE.search(content) is None:
        return None
    tight, breaks = _tight(content)
    marks = list(_CODE.finditer(tight))
    if not marks:
        return None
    values: dict[str, list[str]] = {}
    owner = ""
    for number, mark in enumerate(marks):
        code = mark[1]
        stop = marks[number + 1].start() if number + 1 < len(marks) else len(tight)
        value = _value(tight, mark.end(), stop, breaks)
        if code in {"ORDP", "BENM", "ULTD", "ULTC", "ULTB"}:
            owner = code
        elif code in {"NAME", "ID", "ADDR", "IBAN"} and owner:
            code = f"{owner}.{code}"
        values.setdefault(code, []).append(value)
    before = _value(tight, 0, marks[0].start(), breaks).strip("/")
    return _gathered(values, before)


def _tight(content: str) -> tuple[str, list[int]]:
    """Return the text without line ends, and where a line ended that was not full: there a blank belongs."""
    if "\n" not in content:
        return content, []
    lines = content.split("\n")
    breaks: list[int] = []
    at = 0
    for line in lines[:-1]:
        at += len(line)
        if len(line) < _WIDTH:
            breaks.append(at)
    return "".join(lines), breaks


def _value(tight: str, start: int, stop: int, breaks: list[int]) -> str:
    """Return one value, with its line ends where lines were not full, without the slashes that end it."""
    inside = [at for at in breaks if start < at < stop]
    edges = [start, *inside, stop]
    value = "\n".join([tight[one:other] for one, other in itertools.pairwise(edges)]) if inside else ""
    return (value or tight[start:stop]).rstrip("/ \n")


def _gathered(values: dict[str, list[str]], before: str) -> Told:
    """Return what the codes say."""
    first = {code: next((one for one in held if one), "").replace("\n", "") for code, held in values.items()}
    references: tuple[Reference, ...] = ()
    for code, which in _REFS.items():
        if code in first:
            references += reference(which, first[code])
    name, account, bank, text = _party(values, first)
    remitted_text, structured = _remittance(values.get("REMI", []))
    references += structured
    if number := first.get("CDTRREF", ""):
        references += creditor(number, first.get("ISSR", "")) or reference(Ref.CREDITOR, number)
    passed = "//".join(f"/{code}/{value}" for code in _FIELD_70 for value in values.get(code, ()))
    handed = remitted(passed, 0) if passed else None
    words = lines_of(before) + text + remitted_text + (handed.text if handed else ())
    return Told(
        name=name,
        account=account,
        bank=bank,
        company_id=first.get("ORDP.ID", "") or first.get("CSID", ""),
        ultimate=first.get("ULTD.NAME", "") or first.get("ULTD", ""),
        references=references + (handed.references if handed else ()) + creditors(words),
        text=words,
        lines=handed.lines if handed else (),
        kind=first.get("TRTP", ""),
        reason=first.get("RTRN", ""),
    )


def _party(values: dict[str, list[str]], first: dict[str, str]) -> tuple[str, str, str, tuple[str, ...]]:
    """Return name, account, bank and further words of the other side, wherever the bank put them."""
    name, account, bank = first.get("NAME", ""), first.get("IBAN", "") or first.get("BBAN", ""), first.get("BIC", "")
    if counter := first.get("CNTP"):
        cells = [*counter.split("/"), "", "", ""]
        account, bank, name = account or cells[0], bank or cells[1], name or cells[2]
    words: tuple[str, ...] = ()
    for owner in ("ORDP", "BENM"):
        name = name or first.get(f"{owner}.NAME", "")
        account = account or first.get(f"{owner}.IBAN", "")
        said = next((one for one in values.get(owner, []) if one), "")
        if said and not name:
            account, name, words = _bare(said, account)
    return " ".join(name.split()), account.replace(" ", ""), bank.strip(), words


def _bare(said: str, account: str) -> tuple[str, str, tuple[str, ...]]:
    """Return account, name and words of a party written as lines: account, name, what it is for."""
    cells = [cell.strip() for cell in said.replace("\n/", "\n").split("\n")]
    head, *rest = cells
    if _ACCOUNT.fullmatch(head):
        return account or head, rest[0] if rest else "", tuple(cell for cell in rest[1:] if cell)
    return account, head, tuple(cell for cell in rest if cell)


def _remittance(held: list[str]) -> tuple[tuple[str, ...], tuple[Reference, ...]]:
    """Return the words of `/REMI/` and the payment reference of its structured form."""
    words: list[str] = []
    references: tuple[Reference, ...] = ()
    for value in held:
        plain = value.strip().lstrip("/")
        if found := _STRUCTURED.match(plain) or _DUTCH.search(plain):
            number = found[1].strip()
            references += creditor(number, "CUR") or creditor(number) or reference(Ref.CREDITOR, number)
            plain = plain if found.re is _DUTCH else plain[found.end() :].strip("/")
        elif unstructured := _UNSTRUCTURED.match(plain):
            plain = plain[unstructured.end() :]
        words += lines_of(plain)
    return tuple(words), references
