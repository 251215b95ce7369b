"""Evidence is marked in the bank's own text: the text is escaped first, then the spans are set."""

from collections.abc import Iterable

from markupsafe import Markup, escape

#: what a span shows -> the class that colours it; anything else is plain evidence
SHADES = {"reference": "reference", "amount": "amount", "name": "name", "payer": "name"}

Span = tuple[int, int, str]


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
