"""Which table is an advice by its columns: a document's number and what was paid of it, and no bank's columns."""

from collections.abc import Sequence

from parsers.advice_rows import tabled
from parsers.advice_table import Columns, columns
from parsers.advice_words import NAMES, Role, plain

#: How the plain name of a bill's number begins, in the tongues we read.
_BILLS = (
    "invoice",
    "rechnung",
    "factu",
    "fattura",
    "supplier invoice",
    "vendor invoice",
    "number factu",
    "customer invoice",
)
_WHOLE = frozenset(("payment amount", "amount payment"))


def header(cells: Sequence[str]) -> Columns | None:
    """Return the columns a row of a table heads if the table is an advice, else None."""
    found = columns(tabled(0, cells, ""))
    if found is None or not found.documents or not found.has(Role.DOCUMENT):
        return None
    bill = any(plain(found.places[place].text).startswith(_BILLS) for place in found.of(Role.DOCUMENT))
    if not bill and not found.has(Role.PAID, Role.DISCOUNT):
        return None
    return _whole(found)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row heads an advice."""
    return header(cells) is not None


def known_words() -> frozenset[str]:
    """Return the names of an advice's columns: they decide encodings and delimiters."""
    named = {name.strip() for role in NAMES if role is not Role.PLAIN for name in NAMES[role].split(";")}
    return frozenset(named | {name.replace("number", "no") for name in named})


def _whole(found: Columns) -> Columns:
    """Return the columns; beside another amount paid, a payment's amount is the whole payment's."""
    paid = found.of(Role.PAID)
    whole = [place for place in paid if plain(found.places[place].text) in _WHOLE]
    if len(whole) != 1 or len(paid) == 1:
        return found
    roles = list(found.roles)
    roles[whole[0]] = Role.TOTAL
    return Columns(tuple(roles), found.places, found.loose, found.page)
