"""Read `:86:` in the structure of German, Austrian and Polish banks: a business code and numbered subfields."""

import re

from parsers.mt.told import Told, creditors, lines_of, reference
from parsers.records import Ref, Reference

#: `166?00…`: three digits, the bank's separator, two digits; or the subfields without the code before them.
_CODED = re.compile(r"\s*([0-9]{3})([^0-9A-Za-z\s])(?=[0-9]{2})", re.ASCII)
#: What nearly every bank writes, read in one go: subfields in their order, references that end before their subfield is
#: full, and then the text. `_general` gives the same answer (a test holds this), and reads every other shape.
_VALUE = r"([^?+:]{0,21}+)"


def _maybe(shape: str) -> str:
    """Return a shape that may be left out; an empty alternative is read faster than a repetition."""
    return f"(?:{shape}|)"


_USUAL_SHAPE = re.compile(
    r"([0-9]{3})\?00([^?]*+)"
    + _maybe(r"\?10[^?]*+")
    + "".join(_maybe(rf"\?2[0-9]{key}\+{_VALUE}(?=\?)") for key in ("EREF", "KREF", "MREF"))
    + r"(\?2[0-9](?:SVWZ\+|)[^?+:]*+(?:\?2[0-9][^?+:]*+)*+|)"
    + "".join(_maybe(rf"\?{code}([^?]*+)") for code in range(30, 35)),
    re.ASCII,
)
_BARE = re.compile(r"\s*([?~<>])(?=[0-9]{2})", re.ASCII)
_USUAL = frozenset("?~<>")
#: Other separators may stand in free text; so many subfields of the usual numbers show that they part subfields.
_ENOUGH = 3
_FIRST = "20"  # the first line of the purpose
_PURPOSE = frozenset(str(number) for number in (*range(20, 30), *range(60, 64)))
_CELLS = frozenset(["00", "10", "30", "31", "32", "33", "34", "35", "38", "70", "71"])
_POLISH = frozenset("~<")
_POLISH_ACCOUNT = 9  # of the ten purpose lines the last is the other account
#: A subfield is cut at this width; one that fills it goes on in the next without a blank (DK annex 3, field 86).
_WIDTH = 27
_FULL = _WIDTH - len("SVWZ+")  # no subfield is full that is shorter without its keyword
_KEYWORDS = frozenset("EREF KREF MREF CRED DEBT COAM OAMT SVWZ ABWA ABWE PURP MDAT SQTP ORCR ORMR DDAT IBAN".split())
#: Some banks write a colon, at the start of a word.
_COLON = re.compile(r"(?:(?<=[ \n])|\A)(EREF|KREF|MREF|CRED|SVWZ|ABWA|ABWE|IBAN|BIC): ?")
_END_TO_END, _CUSTOMER, _MANDATE = Ref.END_TO_END, Ref.CUSTOMER, Ref.MANDATE
_REFS = (("EREF", _END_TO_END), ("KREF", _CUSTOMER), ("MREF", _MANDATE))
_ONE_WORD = frozenset({"IBAN", "BIC"})


def told(content: str) -> Told | None:
    """Return what a structured `:86:` says, None where it has another shape."""
    tight = content.replace("\n", "") if "\n" in content else content
    usual = _USUAL_SHAPE.fullmatch(tight)
    return general(tight) if usual is None else _usual(usual.groups(""))


def _usual(cells: tuple[str, ...]) -> Told:
    """Return what the cells of the usual shape say."""
    gvc, kind, end_to_end, customer, mandate, purpose, bank, account, name, more, reason = cells
    references: tuple[Reference, ...] = ()
    if end_to_end:
        references = reference(_END_TO_END, end_to_end)
    if customer:
        references += reference(_CUSTOMER, customer)
    if mandate:
        references += reference(_MANDATE, mandate)
    lines: list[str] = []
    for piece in purpose.replace("SVWZ+", "", 1).split("?2"):
        if len(piece) >= _FULL:
            lines = _filled(purpose)
            break
        if words := piece[1:].strip():
            lines.append(words)
    text = tuple(lines)
    references += creditors(text)
    name, account, bank = _name(name, more), account.strip(), bank.strip()
    return tuple.__new__(Told, (name, account, bank, "", "", references, text, (), gvc, kind.strip(), reason.strip()))


def _filled(purpose: str) -> list[str]:
    """Return the lines of a purpose of which a subfield may be full."""
    pieces = purpose.split("?2")
    whole = "".join([piece[1:] if len(piece) > _WIDTH else piece[1:] + "\n" for piece in pieces])
    return list(lines_of(whole.strip().removeprefix("SVWZ+")))


def _name(name: str, more: str) -> str:
    """Return a name of two subfields: cut mid-word where the first is full, else two words."""
    if more:
        name += more if len(name) >= _WIDTH else " " + more
    return " ".join(name.split()) if "  " in name else name.strip()


def general(tight: str) -> Told | None:
    """Return what a structured text without line ends says, in any shape; None where it is not structured."""
    found = _CODED.match(tight)
    if found is not None:
        gvc, separator = found.groups()
    else:
        found = _BARE.match(tight)
        if found is None:
            return None
        gvc, separator = "", found[1]
    purpose: list[str] = []
    cells: dict[str, str] = {}
    last = ""
    for piece in tight[found.end() :].split(separator):
        code = piece[:2]
        if code in _PURPOSE:
            purpose.append(piece[2:])
        elif code in _CELLS:
            cells[code] = piece[2:]
        elif last in _PURPOSE:  # no number of a subfield follows: the separator is text
            purpose[-1] += separator + piece
            continue
        elif last:
            cells[last] += separator + piece
            continue
        else:  # text before the first number
            purpose.append(piece)
            code = _FIRST
        last = code
    if separator not in _USUAL and len(purpose) + len(cells) < _ENOUGH:
        return None
    cell = cells.get
    account = cell("38", "") or cell("31", "")
    if separator in _POLISH and len(purpose) > _POLISH_ACCOUNT and not account:
        account = purpose.pop()
    names = (cell("32", ""), cell("33", ""))
    return _gathered(gvc, purpose, cell("00", ""), cell("30", ""), account, names, cell("34", ""))


def _gathered(  # noqa: PLR0917 - asked of every field, by place
    gvc: str, purpose: list[str], kind: str, bank: str, account: str, names: tuple[str, str], reason: str
) -> Told:
    """Return what the subfields say."""
    keyed, text = keywords(purpose)
    references: tuple[Reference, ...] = ()
    company = ultimate = ""
    if keyed:
        for key, which in _REFS:
            if key in keyed:
                references += reference(which, keyed[key])
        company = keyed.get("DEBT") or keyed.get("CRED", "")
        ultimate = " ".join(keyed["ABWA"].split()) if "ABWA" in keyed else ""
        account = account or keyed.get("IBAN", "")
        bank = bank or keyed.get("BIC", "")
    return Told(
        _name(*names),
        account.strip(),
        bank.strip(),
        company,
        ultimate,
        references + creditors(text),
        text,
        (),
        gvc,
        kind.strip(),
        reason.strip(),
    )


def keywords(purpose: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the values of the keywords in the purpose and its free text; what stands before a keyword is text.

    A line end stands after each subfield that is not full. A reference goes on in the next subfield only where it
    fills its own; what follows a shorter one is text. Only the listed words are keywords: `C+A` is text.
    """
    whole = "".join([piece if len(piece) >= _WIDTH else piece + "\n" for piece in purpose])
    if ":" in whole:
        whole = _COLON.sub("\\1+", whole)
    if "+" not in whole:
        return {}, lines_of(whole)
    keyed: dict[str, str] = {}
    words: list[str] = []
    key = held = ""
    for piece in whole.split("+"):
        following = piece[-4:]
        if following not in _KEYWORDS:
            if piece[-3:] != "BIC":
                held += piece + "+"
                continue
            following = "BIC"
        value = held + piece[: -len(following)]
        if key == "SVWZ" or not key:
            words.append(value)
        else:
            _keep(key, value, keyed, words)
        key, held = following, ""
    if key == "SVWZ" or not key:
        words.append(held[:-1])
    else:
        _keep(key, held[:-1], keyed, words)
    return keyed, lines_of("\n".join(words))


def _keep(key: str, value: str, keyed: dict[str, str], words: list[str]) -> None:
    """Keep what a keyword says; the rest behind a value that ends before its subfield is full is text.

    What a keyword says a second time is text as well.
    """
    if key[0] != "A":  # the names behind a party run over several subfields
        value, _, rest = value.partition("\n")
        if rest:
            words.append(rest)
    if key in _ONE_WORD:
        value, _, rest = value.strip().partition(" ")
        words.append(rest)
    if keyed.setdefault(key, value.strip()) != value.strip():
        words.append(f"{key}+{value.strip()}")
