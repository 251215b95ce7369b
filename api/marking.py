"""Evidence is marked in the bank's own text: the text is escaped first, then the spans are set."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

#: what a span shows -> the class that colours it; anything else is plain evidence
SHADES = {"reference": "reference", "amount": "amount", "name": "name", "payer": "name"}

#: A shorter name stands in too many places to show anything.
NAMED_LENGTH_MIN = 4

Span = tuple[int, int, str]


def named(text: str, names: Iterable[tuple[str, str]]) -> list[Span]:
    """Return where names stand in the text letter by letter, whatever their case: `names` are (name, what it is).

    Banks break their text at fixed widths, in the middle of a word: a line end within a name does not hide it.
    """
    folded = text.upper()
    pairs = [(name.strip().upper(), what) for name, what in names]
    if len(folded) != len(text):
        return []
    return [
        (found.start(), found.end(), what)
        for name, what in pairs
        if len(name) >= NAMED_LENGTH_MIN
        for found in re.finditer(r"\n?".join(r"\s+" if letter == " " else re.escape(letter) for letter in name), folded)
    ]


def apart(spans: Iterable[Span], length: int) -> list[Span]:
    """Return the spans that lie within the text, in order, none over another: the earlier and longer one stays."""
    kept: list[Span] = []
    for start, end, what in sorted(spans, key=lambda span: (span[0], -span[1])):
        if 0 <= start < end <= length and (not kept or start >= kept[-1][1]):
            kept.append((start, end, what))
    return kept


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """Return the text as HTML with its evidence in `<mark>`."""
    parts: list[str] = []
    at = 0
    for start, end, what in apart(spans, len(text)):
        shade = SHADES.get(what, "evidence")
        tag = Markup('<mark class="{}" title="{}">{}</mark>').format(shade, what, text[start:end])
        parts += [escape(text[at:start]), tag]
        at = end
    parts.append(escape(text[at:]))
    return Markup("").join(parts)
