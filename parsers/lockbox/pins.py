"""The layout of each lockbox of a file: the one a person pinned, else the one that is recognised."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from kit.findings import Finding, Severity
from kit.refusals import Invalid
from parsers.lockbox.layout import PIN, LockboxLayout
from parsers.lockbox.recognition import Recognition, recognised, sampled
from parsers.reading import Reading

_HEADER_ROWS = 3
_SHOWN = 3


@dataclass(slots=True)
class Chosen:
    """The pinned layouts of one origin, the recognised one, and what is wrong with the pins."""

    origin: str
    pins: tuple[LockboxLayout, ...]
    found: Recognition
    wrong: list[Finding] = field(default_factory=list)
    known: dict[str, LockboxLayout | None] = field(default_factory=dict)

    def pinned(self, lockbox: str) -> LockboxLayout | None:
        """Return the layout a person pinned for a lockbox; of two that fit, the newer one."""
        if lockbox not in self.known:
            fitting = [pin for pin in self.pins if pin.fits(self.origin, lockbox)]
            self.known[lockbox] = fitting[-1] if fitting else None
        return self.known[lockbox]

    def of(self, lockbox: str) -> LockboxLayout:
        """Return the layout of one lockbox."""
        return self.pinned(lockbox) or self.found.layout

    def sure(self, lockbox: str) -> bool:
        """Tell whether a layout is pinned, or no other one explains the file as well."""
        return (self.found.proven and not self.found.rivals) or self.pinned(lockbox) is not None

    def labels(self, lockbox: str) -> dict[str, str]:
        """Return what a person needs to pin the layout: in words, as JSON, and how sure it is."""
        layout = self.of(lockbox)
        score = "pinned" if self.pinned(lockbox) else self.found.score
        pin = replace(layout, origin=self.origin, lockbox=lockbox)
        return {"layout": str(layout), "layout_pin": pin.to_json(), "layout_score": score}

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the pins, and the question where layouts compete."""
        yield from self.wrong
        if not self.found.proven:
            message = "Neither a check digit nor a total nor a sum of documents proves the columns: pin the layout."
            yield Finding(0, "lockbox_layout_unproven", message)
        if not self.found.rivals:
            return
        named = (replace(layout, origin=self.origin) for layout in (self.found.layout, *self.found.rivals[:_SHOWN]))
        choices = " or ".join(layout.to_json() for layout in named)
        message = f"Layouts explain the file equally well and read other documents or money: pin one of {choices}."
        yield Finding(0, "lockbox_layout_ambiguous", message)


def chosen(rows: Iterable[tuple[int, str]], reading: Reading) -> Chosen:
    """Return the layouts of a file from its first records and from what people pinned."""
    stream = iter(rows)
    first = list(islice(stream, _HEADER_ROWS))
    origin = next((text[13:23].strip() for _, text in first if text[0] == "1"), "")
    wrong: list[Finding] = []
    result = Chosen(origin, tuple(_pins(reading, wrong)), Recognition(LockboxLayout(), "no checks"), wrong)
    result.found = recognised(sampled(_unpinned(chain(first, stream), result)))
    return result


def _unpinned(rows: Iterable[tuple[int, str]], result: Chosen) -> Iterator[tuple[int, str]]:
    """Yield the records of lockboxes whose layout nobody pinned."""
    skipped = bool(result.pins) and result.pinned("") is not None
    for number, text in rows:
        if text[0] == "5" and result.pins:
            skipped = result.pinned(text[7:14].strip().lstrip("0")) is not None
        if not skipped:
            yield number, text


def _pins(reading: Reading, wrong: list[Finding]) -> Iterator[LockboxLayout]:
    """Yield the pins that can be read."""
    for body in reading.pinned(PIN):
        try:
            yield LockboxLayout.from_json(body)
        except Invalid as refusal:
            wrong.append(
                Finding(0, "pin_unreadable", f"A pinned lockbox layout is none: {refusal}.", Severity.WARNING, body)
            )
