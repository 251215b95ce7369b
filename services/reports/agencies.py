"""Agencies: what was placed, collected and kept as fees in each month, and who recovers most of what they are given."""

from collections import defaultdict

import polars as pl

from dunning import agencies
from dunning.agencies import Placement
from kit.money import decimal, share
from services.reports.asked import Asked
from services.workspace import Workspace

NOTES = (
    "Month: of placing for what was placed, of the GL date for what was collected; the same whenever it is made again.",
    "Collected: what the agency remitted with its fee, and what the customer paid to us.",
    "Recovered: all that was collected until then of all that was placed until then, in percent.",
)
RANKED_NOTES = ("Recovered: collected of what was placed, in percent, fees in it; the best is first.",)
_TREND = ("month", "agency", "currency", "placements", "placed", "collected", "fees", "recovered")
_RANKED = ("agency", "currency", "placements", "placed", "collected", "fees", "recovered")


def agency_trend(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row an agency, currency and month up to a day; amounts as decimals."""
    found: defaultdict[tuple[str, str], list[Placement]] = defaultdict(list)
    for one in _placements(workspace, given):
        found[one.agency, one.currency].append(one)
    rows = [row for (code, currency), mine in sorted(found.items()) for row in _months(code, currency, mine)]
    return pl.DataFrame(sorted(rows), dict.fromkeys(_TREND, pl.String), orient="row")


def _placements(workspace: Workspace, given: Asked) -> list[Placement]:
    """Return placements as they stood on the day, of the customers that one may see."""
    with workspace.database.reading() as connection:
        found = agencies.of(connection, workspace.settings.entity, given.as_of)
    return [one for one in found if workspace.sees(one.customer_number)]


def _months(code: str, currency: str, mine: list[Placement]) -> list[tuple[str, ...]]:
    """Return an agency's months in a currency, oldest first."""
    placed: defaultdict[str, int] = defaultdict(int)
    counted: defaultdict[str, int] = defaultdict(int)
    came: defaultdict[str, int] = defaultdict(int)
    fees: defaultdict[str, int] = defaultdict(int)
    for one in mine:
        placed[one.placed_on.isoformat()[:7]] += one.minor
        counted[one.placed_on.isoformat()[:7]] += 1
        for month, minor in one.collected.items():
            came[month] += minor
        for month, minor in one.fees.items():
            fees[month] += minor
    rows, given, got = [], 0, 0
    for month in sorted({*placed, *came}):
        given, got = given + placed[month], got + came[month]
        sums = (decimal(minor, currency) for minor in (placed[month], came[month], fees[month]))
        rows.append((month, code, currency, str(counted[month]), *sums, _percent(got, given)))
    return rows


def agency_ranking(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row an agency and currency, the best recovery first; amounts as decimals."""
    rows = [
        (
            *(one.agency, one.currency, str(one.placements)),
            *(decimal(minor, one.currency) for minor in (one.placed, one.collected, one.fees)),
            _percent(one.collected, one.placed),
        )
        for one in agencies.ranking(_placements(workspace, given))
    ]
    return pl.DataFrame(rows, dict.fromkeys(_RANKED, pl.String), orient="row")


def _percent(part: int, whole: int) -> str:
    """Return a part of a whole in percent with two decimals."""
    rate = share(part, 10_000, whole)
    return f"{rate // 100}.{rate % 100:02d}"
