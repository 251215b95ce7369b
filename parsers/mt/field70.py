"""Read remittance information of MT messages (field 70): coded references, or four lines of words."""

import re

from parsers.mt.told import Told, creditors, lines_of, reference, unwrapped
from parsers.records import Ref, Reference, Remittance

#: code -> which reference its value is; INV is a document, URI is text (SWIFT field 70, structured narrative)
_REFS: dict[str, Ref] = {"RFB": Ref.BENEFICIARY, "ROC": Ref.END_TO_END, "IPI": Ref.CREDITOR, "RELID": Ref.TRN}
_CODES = ("INV", "RFB", "ROC", "IPI", "TSU", "RELID", "URI", "CNR", "CNC", "OTHR")
_CODE = re.compile(r"(?:///|(?<=\n)/?|\A\s*/)(" + "|".join(_CODES) + r")/")
_WIDTH = 35
#: A full line that goes on in the next one, which `//` opens.
_FULL = re.compile(r"((?:\A|(?<=\n))[^\n]{35})\n//")
#: What the translation from ISO 20022 puts behind a text that was longer than the field.
_CUT = "+"


def remitted(content: str, line: int) -> Told:
    """Return references, invoices and words of field 70; a further reference of one code follows `//`.

    A `+` at the end says that the text was cut: the number before it is the beginning of a longer one.
    """
    text = unwrapped(_FULL.sub(r"\1", content), _WIDTH)
    marks = list(_CODE.finditer(text))
    words: list[str] = [text[: marks[0].start()] if marks else text]
    references: list[Reference] = []
    lines: list[Remittance] = []
    for number, mark in enumerate(marks):
        code = mark[1]
        value = text[mark.end() : marks[number + 1].start() if number + 1 < len(marks) else len(text)]
        head, _, rest = value.partition("\n") if code != "URI" else (value, "", "")
        if rest.startswith("//") and code == "INV":
            head, rest = value.replace("\n//", "//"), ""
        for said in head.split("//") if code in {"INV", "RFB", "ROC", "IPI", "RELID"} else [head]:
            if code == "INV":
                lines += _invoice(said, line)
            elif code in _REFS:
                references += reference(_REFS[code], said)
            else:
                words.append(said.replace("\n//", " "))
        words.append(rest.removeprefix("//").replace("\n//", " "))
    said_words = lines_of("\n".join(words))
    return Told(references=(*dict.fromkeys(references), *creditors(said_words)), text=said_words, lines=tuple(lines))


def _invoice(said: str, line: int) -> list[Remittance]:
    """Return one document: its number, and what stands behind it as words."""
    number, _, rest = said.strip().partition(" ")
    if not number:
        return []
    cut = not rest and number.endswith(_CUT)
    return [Remittance(line, "invoice", number.removesuffix(_CUT), text=rest.strip(), truncated=cut)]
