"""EDI segments quoted inside the text of a bank line: RMR with its ADX, REF and DTM, and TRN (US notes, 3.3)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from kit.money import parsed
from parsers.bai.fields import day
from parsers.codes.x12_qualifiers import CREDITS, QUALIFIERS
from parsers.records import Adjustment, Ref, Reference, Remittance

_OPENING = re.compile(r"(?<![A-Z0-9])(?:RMR|TRN)([^A-Za-z0-9\s:=#,.])")
#: A tag that lost the separator behind it, and a trace that is named in words.
_GLUED = re.compile(r"(?<![A-Z0-9])TRN([13])(?=([*|^~]))")
_NAMED = re.compile(r"(?<![A-Z0-9])TRN02[ ]?[:=]+[ ]?([A-Z0-9][A-Z0-9-]*)")
_SIX = [""] * 6
_TERMINATORS = "\\~'\n;"


class Segments(NamedTuple):
    """What EDI segments in a text say: remittance lines, references and the payer's company id."""

    remittance: tuple[Remittance, ...]
    references: tuple[Reference, ...]
    company: str


NONE = Segments((), (), "")


def found_in(view: str, joined: str, currency: str, minor: int) -> Segments:
    """Return the segments of a text; where two joins of its lines differ, the one whose payments add up to `minor`."""
    if "RMR" not in view and "TRN" not in view and "RMR" not in joined:
        return NONE
    first = _read(view, currency)
    if _paid(first) == minor or view == joined:
        return first
    second = _read(joined, currency)
    return second if second.remittance and _paid(second) == minor else first


def _paid(segments: Segments) -> int:
    """Return what the remittance lines pay in all."""
    return sum([line.paid or 0 for line in segments.remittance])


def _read(text: str, currency: str) -> Segments:
    """Read the segments of one view of the text."""
    named = [Reference(Ref.TRN, each) for each in dict.fromkeys(_NAMED.findall(text))] if "TRN02" in text else []
    if "TRN1" in text or "TRN3" in text:
        text = _GLUED.sub(r"TRN\2\1", text)
    first, trace = text.find("RMR"), text.find("TRN")
    if trace >= 0 and (first < 0 or trace < first):
        first = trace
    found = _OPENING.search(text, first) if first >= 0 else None
    if found is None:
        return Segments((), tuple(named), "") if named else NONE
    remittance: list[Remittance] = []
    references: list[Reference] = named
    company = ""
    for tag, elements in _segments(text, found.start(), found[1]):
        if tag == "RMR":
            remittance.append(_line(elements, len(remittance) + 1, currency))
        elif tag == "TRN" and len(elements) > 1 and elements[1]:
            references.append(Reference(Ref.TRN, elements[1]))
            company = company or (elements[2] if len(elements) > 2 else "")
        elif remittance:
            remittance[-1] = _more(remittance[-1], tag, elements, currency)
    return Segments(tuple(remittance), tuple(references), company)


def _segments(text: str, first: int, separator: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (tag, elements) of each segment from `first` on; it ends where the next tag or a terminator stands."""
    marked, ends = _marks(separator)
    starts = list(marked.finditer(text, first))
    for index, found in enumerate(starts):
        stop = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        body = text[found.end() + 1 : stop]
        body = ends.split(body, maxsplit=1)[0]
        yield found[1], [element.strip() for element in body.split(separator)]


@cache
def _marks(separator: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what begins a segment and what ends one, where elements are parted by `separator`."""
    ends = "".join(mark for mark in _TERMINATORS if mark != separator)
    begins = rf"(?<![A-Z0-9])(TRN|RMR|REF|DTM|BPR|ADX|NTE|N1|ENT|SE)(?={re.escape(separator)})"
    return re.compile(begins), re.compile(f"[{re.escape(ends)}]")


def _line(elements: list[str], number: int, currency: str) -> Remittance:
    """Return one document of an RMR: qualifier, reference, action, paid, gross, discount."""
    qualifier, reference, _, paid, gross, discount = (elements + _SIX)[:6]
    net = _money(paid, currency) if paid else None
    if qualifier in CREDITS and net is not None and net > 0:
        net = -net
    return Remittance(
        number,
        QUALIFIERS.get(qualifier, "unknown"),
        reference,
        net,
        _money(gross, currency) if gross else None,
        _money(discount, currency) if discount else None,
    )


def _more(line: Remittance, tag: str, elements: list[str], currency: str) -> Remittance:
    """Return a remittance line with what the segment after its RMR adds."""
    first, second = (*elements, "", "")[:2]
    if tag == "ADX" and (minor := _money(first, currency)) is not None:
        return replace(line, adjustments=(*line.adjustments, Adjustment(minor, second)))
    if tag == "REF" and second:
        return replace(line, also=(*line.also, (QUALIFIERS.get(first, first), second)))
    if tag == "DTM" and line.issued_on is None:
        return replace(line, issued_on=day(second))
    if tag == "NTE":
        return replace(line, text=second or first)
    return line


def _money(text: str, currency: str) -> int | None:
    """Return minor units of an element, or None where it holds no amount."""
    return parsed(text.lstrip("$"), currency) if text else None
