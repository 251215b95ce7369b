"""Names as a search compares them: without case, without accents, and an umlaut written out as the umlaut.

A bank writes `MUELLER` or `MULLER` for Müller. Both databases fold alike, whatever their own rules of letters are.
"""

import unicodedata
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

#: What the function is called in SQLite.
NAME = "folded"
#: Letters that no decomposition takes apart -> their nearest.
_NEAREST = dict(zip("ÆæŒœØøŁłĐđÐðıẞ", "aaoooollddddiß", strict=True))
#: The capitals of the alphabets written with case, up to the Cyrillic.
_CAPITALS = {
    letter: letter.lower()
    for letter in map(chr, range(0x41, 0x530))
    if letter != letter.lower() and len(letter.lower()) == 1 and unicodedata.normalize("NFKD", letter) == letter
}
_LETTERS = _CAPITALS | _NEAREST
#: The marks that stand above and below letters once they are taken apart.
_MARKS = "".join(map(chr, range(0x300, 0x370)))
_TABLE = str.maketrans({**_LETTERS, **dict.fromkeys(_MARKS)})
#: Written out -> as it is compared, in order: letters of no other text first.
_DOUBLE = (("ß", "ss"), ("þ", "th"))
_WRITTEN_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def folded(text: str) -> str:
    """Return a text as searches compare it."""
    bare = text.lower() if text.isascii() else _bare(text)
    for written, compared in _WRITTEN_OUT:
        bare = bare.replace(written, compared)
    return bare


def _bare(text: str) -> str:
    """Return small letters without marks."""
    bare = unicodedata.normalize("NFKD", text).translate(_TABLE)
    for written, compared in _DOUBLE:
        bare = bare.replace(written, compared)
    return bare


def known_to(connection: Any) -> None:
    """Teach a connection of SQLite's driver to fold; what is not there stays so."""
    connection.create_function(NAME, 1, lambda text: text and folded(text), deterministic=True)


def holds(names: pl.Series, part: str) -> pl.Series:
    """Tell which names hold a part, both folded."""
    wanted = folded(part)
    return pl.Series(names.name, [wanted in folded(name) for name in names], pl.Boolean)


def within(dialect: str, column: str) -> str:
    """Return the SQL that folds a column."""
    if dialect == "sqlite":
        return f"{NAME}({column})"
    taken_apart = f"translate(normalize({column}, NFKD), '{''.join(_LETTERS)}{_MARKS}', '{''.join(_LETTERS.values())}')"
    plain = f'lower({column} COLLATE "C")'
    sql = f"CASE WHEN octet_length({column}) = char_length({column}) THEN {plain} ELSE {taken_apart} END"
    for written, compared in (*_DOUBLE, *_WRITTEN_OUT):
        sql = f"replace({sql}, '{written}', '{compared}')"
    return sql


class Folded(FunctionElement[str]):
    """A column folded in a statement."""

    name = NAME
    type = String()
    inherit_cache = True


@compiles(Folded)
def _compiled(element: ColumnElement[str], compiler: Any, **how: Any) -> str:
    """Return the SQL of it."""
    return within(compiler.dialect.name, compiler.process(element.clauses, **how))
