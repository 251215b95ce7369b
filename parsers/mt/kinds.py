"""Recognise SWIFT MT files and the type of a message, by its envelope or, without one, by its tags."""

import re

#: message type -> the row of the table of formats it belongs to
ROWS: dict[str, str] = {
    "940": "mt940",
    "941": "mt940",
    "942": "mt942",
    "950": "mt950",
    "103": "mt103",
    "202": "mt202",
    "205": "mt202",
    "210": "mt210",
    "900": "mt900",
    "910": "mt910",
}
_HEAD_TYPE = re.compile(rb"\{2:\s*[IO](\d{3})")
_ENVELOPED = re.compile(rb"\A[\s\x01$]*\{1:|^[ \x01]*\{[124]:", re.MULTILINE)
_TAG = re.compile(rb"^[ \t]*:(\d\d[A-Z]?|NS|9[45]\d):", re.MULTILINE)
_TAG_INLINE = re.compile(rb"[ \t{]:(\d\d[A-Z]?):")
#: Tags that a file without envelopes may begin with, in the order files do.
_STARTS = frozenset(b"20 21 25 25P 28 28C 13 13D 34F 60F 60M 61 62F 62M 64 65 86 90C 90D NS 940 941 942 950".split())
_LETTER = re.compile(
    rb"\A\s*(?:From|To|Subject|Received|Return-Path|MIME-Version|Date|Message-ID|Content-Type):", re.IGNORECASE
)
_PREAMBLE_MAX = 2000
_FOREIGN = (b"<", b"UNA", b"UNB", b"ISA", b"OFXHEADER", b"%PDF", b"PK")


def row(head: bytes) -> str:
    """Return the row of the table that the first message of a file belongs to, empty where it is no MT."""
    head = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head = head.replace(b"@@", b"\n") if head.lstrip().startswith(b"@@:") else head
    if head.lstrip().startswith(_FOREIGN) or _LETTER.match(head):
        return ""
    enveloped = _ENVELOPED.search(head[:_PREAMBLE_MAX])
    if enveloped is not None:
        types = [found[1].decode() for found in _HEAD_TYPE.finditer(head)]
        if types:
            return next((ROWS[kind] for kind in types if kind in ROWS), "")
    tags = [found[1] for found in (_TAG_INLINE if b"{4: :" in head else _TAG).finditer(head)]
    first = _TAG.search(head)
    if not tags or (enveloped is None and (first is None or first.start() > _PREAMBLE_MAX or tags[0] not in _STARTS)):
        return ""
    again = next((number for number, tag in enumerate(tags) if number and tag == b"20"), len(tags))
    return ROWS.get(kind_of([tag.decode() for tag in tags[:again]]), "")


#: What an advice without an envelope is taken for where its tags do not tell a debit from a credit.
UNCLEAR = "900"
_STATEMENT = frozenset(["20", "21", "25", "25P", "28", "28C", "61", "64", "65", "86", "NS", "940"])
#: type of a message without an envelope: it has all of the first tags, one of the second, none of the third; in order
_BY_TAGS: tuple[tuple[str, frozenset[str], frozenset[str], frozenset[str]], ...] = (
    ("940", frozenset(), frozenset(["60F", "60M", "62F", "62M"]), frozenset()),
    ("210", frozenset(["30"]), frozenset(["32B"]), frozenset()),
    ("202", frozenset(["32A"]), frozenset(["58A", "58D"]), frozenset()),
    ("103", frozenset(["32A"]), frozenset(["23B", "59", "59A", "59F", "71A"]), frozenset()),
    ("910", frozenset(["32A", "25"]), frozenset(["50A", "50F", "50K", "56A", "56D"]), frozenset()),
    ("900", frozenset(["20", "25", "32A"]), frozenset(["21", "32A"]), _STATEMENT - {"20", "21", "25"}),
    ("942", frozenset(), frozenset(["34F", "90C", "90D", "13D", "13"]), frozenset(["32A", "32B"])),
    ("940", frozenset(), _STATEMENT, frozenset()),
)


def kind_of(tags: list[str]) -> str:
    """Return the type of a message that no envelope names, by its tags; empty where they say nothing."""
    held = frozenset(tags)
    return next(
        (kind for kind, every, some, never in _BY_TAGS if every <= held and some & held and not never & held), ""
    )


def knows_940(head: bytes) -> bool:
    """Tell whether the first message is a customer statement or balance report, or a part of one."""
    return row(head) == "mt940"


def knows_942(head: bytes) -> bool:
    """Tell whether the first message is an interim report."""
    return row(head) == "mt942"


def knows_950(head: bytes) -> bool:
    """Tell whether the first message is a statement between banks."""
    return row(head) == "mt950"


def knows_103(head: bytes) -> bool:
    """Tell whether the first message is a customer credit transfer."""
    return row(head) == "mt103"


def knows_202(head: bytes) -> bool:
    """Tell whether the first message is a transfer between banks."""
    return row(head) == "mt202"


def knows_210(head: bytes) -> bool:
    """Tell whether the first message is a notice to receive."""
    return row(head) == "mt210"


def knows_900(head: bytes) -> bool:
    """Tell whether the first message confirms a debit."""
    return row(head) == "mt900"


def knows_910(head: bytes) -> bool:
    """Tell whether the first message confirms a credit."""
    return row(head) == "mt910"
