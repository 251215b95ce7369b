"""A deposit or batch of an X12 823: what its AMT and QTY state against the checks that were read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kit.findings import Finding
from parsers.records import Control, Entry, Kind, Proof, compared

#: Section -> qualifiers of the AMT that holds its total, the book's own first; banks swap 1, 2 and 3 (US notes, 5).
_TOTALS = {"deposit": ("3", "1", "2", "5"), "batch": ("2", "1", "3", "5")}
_BATCHES, _CHECKS = "41", "42"


@dataclass(slots=True)
class Section:
    """One deposit or batch: what it states and what was read in it. `entries` wait for its proof."""

    sort: str  # deposit or batch
    line: int
    name: str  # number of the lockbox, or of the batch
    on: date | None = None
    account: str = ""
    totals: list[tuple[str, int]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    minor: int = 0  # sum of its checks, debits negative
    checks: int = 0
    parts: int = 0  # batches of a deposit
    broken: bool = False  # a check of it could not be read

    def add(self, entry: Entry) -> None:
        """Count a check in; correspondence counts as a check of nothing."""
        self.entries.append(entry)
        self.minor += entry.minor if entry.credit else -entry.minor
        self.checks += 1

    def controls(self, above: str) -> list[Control]:
        """Return the comparisons of totals and counts; a count that is not stated is no control."""
        scope = "/".join(part for part in (above, self.name) if part)
        found = [compared(self.line, f"{self.sort}_total", scope, self._stated(), self.minor)]
        if _CHECKS in self.counts:
            checks = self.checks
            if checks != self.counts[_CHECKS]:  # some count only those that bring money
                checks = self.checks - sum(entry.kind is Kind.ADVICE for entry in self.entries)
            found.append(compared(self.line, f"{self.sort}_checks", scope, self.counts[_CHECKS], checks))
        if _BATCHES in self.counts and self.sort == "deposit":
            found.append(compared(self.line, "deposit_batches", scope, self.counts[_BATCHES], self.parts))
        return found

    def _stated(self) -> int | None:
        """Return the stated total: of several the one that was read, else the one the book calls the total."""
        order = {qualifier: place for place, qualifier in enumerate(_TOTALS[self.sort])}
        known = sorted((order[qualifier], minor) for qualifier, minor in self.totals if qualifier in order)
        sums = [minor for _, minor in known]
        return self.minor if self.minor in sums else next(iter(sums), None)

    def told(self, controls: Sequence[Control]) -> Iterator[Entry]:
        """Yield the checks, not trusted where a comparison failed or a check of the section could not be read."""
        failed = self.broken or any(control.proof is Proof.MISMATCHED for control in controls)
        yield from (replace(entry, trusted=not failed) for entry in self.entries)


def proven(controls: Iterable[Control]) -> Iterator[Control | Finding]:
    """Yield controls, and a finding for each that fails."""
    for control in controls:
        yield control
        if control.proof is Proof.MISMATCHED:
            message = f"{control.name} of {control.scope}: the file says {control.expected}, read {control.actual}"
            yield Finding(control.line, f"{control.name}_mismatch", message)
