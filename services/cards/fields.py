"""Where one field of a bank's record ends and the next begins: digits of two fields are no number together."""

import re
from collections.abc import Iterator, Mapping

#: The width of a NACHA record (Operating Rules, appendix three).
_NACHA = 94
#: Format -> type of a record, its first sign -> fields as (from, to); each is looked at for itself, and where classes
#: of entries cut otherwise (the name in a CTX entry) both cuts are. NACHA appendix three; BAI lockbox records 4 and 6.
FIELDS: Mapping[str, Mapping[str, tuple[tuple[int, int | None], ...]]] = {
    "lockbox": {
        "4": ((0, 1), (1, 4), (4, 7), (7, 8), (8, 10), (10, 11), (11, None)),
        "6": ((0, 1), (1, 4), (4, 7), (7, None)),
    },
    "nacha": {
        "5": ((1, 4), (4, 20), (20, 40), (40, 50), (50, 53), (53, 63), (63, 69), (69, 75), (75, 78), (79, 87)),
        "6": ((1, 3), (3, 12), (12, 29), (29, 39), (39, 54), (54, 76), (58, 74), (76, 78), (79, 94)),
        "7": ((1, 3), (3, 83), (83, 87), (87, 94)),
    },
}
#: A party by its EAN location number: the interchange's qualifier 14, or the agency 9 (EDIFACT 0007 and 3055).
_PARTY = re.compile(r"(?<=\+)[0-9]{13}(?=:14(?![0-9])|:[^:+']*:9(?![0-9]))")
_EDIFACT = frozenset({"cremul", "remadv"})


def apart(kind: str, text: str) -> Iterator[str]:
    """Yield what a text of a bank's file says, its fields one by one where the format has columns.

    `kind` is the name of the format, empty where it is none. Location numbers of parties are left out.
    """
    if kind in _EDIFACT:
        yield _PARTY.sub("", text)
    elif columns := FIELDS.get(kind):
        for line in text.splitlines():
            for record in _records(kind, line):
                fields = columns.get(record[:1])
                yield from [record[start:end] for start, end in fields] if fields else [record]
    else:
        yield text


def _records(kind: str, line: str) -> Iterator[str]:
    """Yield the records of a line: NACHA may come without line ends."""
    whole = kind == "nacha" and len(line) > _NACHA and len(line) % _NACHA == 0
    yield from (line[at : at + _NACHA] for at in range(0, len(line), _NACHA)) if whole else [line]
