"""BAI2 type codes: which way the money went, on what rail, and what that is to cash application.

Facts of the public code list (codes, direction, level) in words of our own, beside this module in `bai2_types.tsv`.
"""

from dataclasses import dataclass
from importlib.resources import files

from parsers.records import Kind, Method


@dataclass(frozen=True, slots=True)
class TypeCode:
    """One type code: `sign` is credit, debit or none; `level` is status, summary or detail.

    `family` names what a total sums (`lockbox`, `ach`, `card`, `deposit`); `known` is false for a code of no list.
    """

    code: str
    sign: str
    level: str
    method: Method
    kind: Kind
    family: str
    name: str
    known: bool = True


def _table() -> dict[str, TypeCode]:
    """Read the list that stands beside this module."""
    rows = files("parsers.codes").joinpath("bai2_types.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (row.split("\t") for row in rows)
    return {
        code: TypeCode(code, sign, level, Method(method or "other"), Kind(kind or "other"), family, name)
        for code, sign, level, method, kind, family, name in cells
    }


TYPES: dict[str, TypeCode] = _table()

#: What a code outside the list means by its range: first, last, sign, level, kind.
RANGES: tuple[tuple[int, int, str, str, Kind], ...] = (
    (1, 99, "none", "status", Kind.OTHER),
    (100, 399, "credit", "detail", Kind.RECEIPT),
    (400, 699, "debit", "detail", Kind.OTHER),
    (700, 799, "none", "detail", Kind.OTHER),
    (900, 919, "none", "status", Kind.OTHER),
    (920, 959, "credit", "detail", Kind.RECEIPT),
    (960, 999, "debit", "detail", Kind.OTHER),
)


def type_code(code: str) -> TypeCode | None:
    """Return what a code of three digits means, by the list or by its range; None where it is no code at all."""
    if found := TYPES.get(code):
        return found
    if not (code.isascii() and code.isdigit() and len(code) == 3):
        return None
    for first, last, sign, level, kind in RANGES:
        if first <= int(code) <= last:
            return TypeCode(code, sign, level, Method.OTHER, kind, "", f"code {code} of no list", known=False)
    return None
