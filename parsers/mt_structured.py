"""Read `:86:` in the structure of German, Austrian and Polish banks: a business code and numbered subfields."""

import re

from parsers.mt_told import Told, creditors, lines_of, reference
from parsers.records import Ref, Reference

#: `166?00…`: three digits, the bank's separator, two digits; or the subfields without the code before them.
_CODED = re.compile(r"\s*([0-9]{3})([^0-9A-Za-z\s])(?=[0-9]{2})", re.ASCII)
_BARE = re.compile(r"\s*([?~<>])(?=[0-9]{2})", re.ASCII)
_USUAL = frozenset("?~<>")
#: Other separators may stand in free text; so many subfields of the usual numbers show that they part subfields.
_ENOUGH = 3
_PURPOSE = frozenset(str(number) for number in (*range(20, 30), *range(60, 64)))
_CELLS = frozenset(["00", "10", "30", "31", "32", "33", "34", "35", "38", "70", "71"])
_POLISH = frozenset("~<")
_POLISH_ACCOUNT = 9  # of the ten purpose lines the last is the other account
#: A subfield is cut at this width; one that fills it goes on in the next without a blank (DK annex 3, field 86).
_WIDTH = 27
_KEYWORDS = frozenset(
    "EREF KREF MREF CRED DEBT COAM OAMT SVWZ ABWA ABWE PURP MDAT SQTP ORCR ORMR DDAT IBAN".split()  # noqa: SIM905
)
#: Some banks write a colon, at the start of a word.
_COLON = re.compile(r"(?:(?<=[ \n])|\A)(EREF|KREF|MREF|CRED|SVWZ|ABWA|ABWE|IBAN|BIC): ?")
_REFS = (("EREF", Ref.END_TO_END), ("KREF", Ref.CUSTOMER), ("MREF", Ref.MANDATE))
_ONE_WORD = frozenset({"IBAN", "BIC"})


def told(content: str) -> Told | None:
    """Return what a structured `:86:` says, None where it has another shape."""
    tight = content.replace("\n", "") if "\n" in content else content
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
        last = code
    if separator not in _USUAL and len(purpose) + len(cells) < _ENOUGH:
        return None
    return _gathered(gvc, cells, purpose, polish=separator in _POLISH)


def _gathered(gvc: str, cells: dict[str, str], purpose: list[str], *, polish: bool) -> Told:
    """Return what the subfields say."""
    cell = cells.get
    account = (cell("38", "") or cell("31", "")).strip()
    if polish and len(purpose) > _POLISH_ACCOUNT and not account:
        account = purpose.pop().strip()
    keyed, text = keywords(purpose)
    references: tuple[Reference, ...] = ()
    for key, which in _REFS:
        if key in keyed:
            references += reference(which, keyed[key])
    name = cell("32", "")
    if "33" in cells:
        name += cells["33"] if len(name) >= _WIDTH else " " + cells["33"]
    return Told(
        " ".join(name.split()),
        account or keyed.get("IBAN", ""),
        cell("30", "").strip() or keyed.get("BIC", ""),
        keyed.get("DEBT", "") or keyed.get("CRED", ""),
        " ".join(keyed["ABWA"].split()) if "ABWA" in keyed else "",
        references + creditors(text),
        text,
        (),
        gvc,
        cell("00", "").strip(),
        cell("34", "").strip(),
    )


def keywords(purpose: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the values of the keywords in the purpose and its free text; what stands before a keyword is text.

    A line end stands after each subfield that is not full. A reference goes on in the next subfield only where it
    fills its own; what follows a shorter one is text. Only the listed words are keywords: `C+A` is text.
    """
    whole = "".join([piece if len(piece) >= _WIDTH else piece + "\n" for piece in purpose])
    if ":" in whole:
        whole = _COLON.sub(lambda found: "\x00" + found[1] + "+", whole)
    if "+" not in whole:
        return {}, lines_of(whole)
    keyed: dict[str, str] = {}
    words: list[str] = []
    key, held = "", ""
    for piece in whole.split("+"):
        following = piece[-4:] if piece[-4:] in _KEYWORDS else "BIC" if piece[-3:] == "BIC" else ""
        if not following:
            held += piece + "+"
            continue
        _keep(key, held + piece[: -len(following)], keyed, words)
        key, held = following, ""
    _keep(key, held[:-1], keyed, words)
    return keyed, lines_of("\n".join(words))


def _keep(key: str, value: str, keyed: dict[str, str], words: list[str]) -> None:
    """Keep what a keyword says; `SVWZ` and what no keyword opens is text, and so is the rest behind a short value."""
    colon = value[-1:] == "\x00"
    value = value[:-1] if colon else value
    if not key or key == "SVWZ":
        words.append(value)
        return
    if key[0] != "A":  # the names behind a party run over several subfields
        value, _, rest = value.partition("\n")
        if rest:
            words.append(rest)
    if key in _ONE_WORD:
        value, _, rest = value.strip().partition(" ")
        words.append(rest)
    keyed.setdefault(key, value.strip())
