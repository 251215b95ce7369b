"""What `tieout simulate` does: a past period by other rules, and what differs."""

from datetime import date
from pathlib import Path

from cli import books, say, typed
from cli.acts import exports
from cli.asked import Asked
from kit.money import grouped
from services.reports.forms import FORMS, Sheet, written
from services.simulation import running
from services.simulation.changes import KINDS
from services.simulation.rules import Proposed
from services.simulation.running import Simulated

#: Rows that a terminal is shown; `-o` and `--json` give all of them.
ROWS_SHOWN = 100


def simulated(asked: Asked, proposed: Proposed, span: tuple[str, str], output: Path | None) -> None:
    """Run a period by other rules and tell what differs."""
    workspace = books.reading(asked)
    first, last = _span(span, running.last_month(workspace.today()))
    form = exports.wanted(asked, output, FORMS)
    with say.progress(quiet=asked.json) as progress:
        found = running.simulate(workspace, proposed, first, last, progress=progress)
    if form == "json" and output is None:
        say.result(_plain(found), as_json=True)
    elif form:
        sheet = Sheet(running.sheet(found), "simulation", f"What differs by other rules, {first} to {last}")
        exports.write(written(sheet, form), output)
    else:
        _tell(found)


def _span(given: tuple[str, str], otherwise: tuple[date, date]) -> tuple[date, date]:
    """Return the days that were given, else last month's. Refused: Invalid for no day."""
    first, last = typed.day("--from", given[0]), typed.day("--to", given[1])
    return first or (last.replace(day=1) if last else otherwise[0]), last or (first and _end(first)) or otherwise[1]


def _end(first: date) -> date:
    """Return the last day of a day's month."""
    following = first.replace(day=28).toordinal() + 4
    return running.last_month(date.fromordinal(following))[1]


def _tell(found: Simulated) -> None:
    """Print how much there is before and after, and what differs."""
    of = {(row["area"], row["change"]): 0 for row in found.sums.iter_rows(named=True)}
    for row in found.sums.iter_rows(named=True):
        of[row["area"], row["change"]] += row["count"]
    rows = [
        [area, before, *(of.get((area, kind), 0) for kind in KINDS), after]
        for area, (before, after) in found.counts.items()
    ]
    say.table(("area", "before", *KINDS, "after"), rows, f"{found.first} to {found.last} by other rules")
    shown = [
        [*list(row.values())[:7], grouped(row["amount"], row["currency"]), row["currency"]]
        for row in found.changes.head(ROWS_SHOWN).iter_rows(named=True)
    ]
    say.table(found.changes.columns, shown, f"What differs: {len(shown)} of {found.changes.height}")
    if found.checks:
        say.reason(f"{found.as_kept} of {found.checks} checks come out by the rules in force as the books keep them")


def _plain(found: Simulated) -> dict[str, object]:
    """Return a simulation as JSON holds it."""
    return {
        "first": found.first,
        "last": found.last,
        "counts": {area: {"before": before, "after": after} for area, (before, after) in found.counts.items()},
        "checks": found.checks,
        "as_kept": found.as_kept,
        "sums": found.sums.rows(named=True),
        "changes": found.changes.rows(named=True),
    }
