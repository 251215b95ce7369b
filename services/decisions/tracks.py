"""The tracks of an entity's strata, made from the books: posted, drawn and judged, taken back as wrong."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

import ledger
from ledger.evidence import Automatic, Decision, StratumChange
from matcher import History, Track
from matcher.posting import auditing, tracks
from services.decisions import finals
from services.decisions.finals import ENGINE, in_error, likes
from services.decisions.reopening import LATE

Row = Mapping[str, Any]
#: Rules of answers in which the payer's own numbers name every item, and foot with what he or his terms take off.
PAYERS_WORD = frozenset({"remittance", "named_exact", "named_discount", "named_deduction"})
#: A posting or proposal by its receipt and decision.
Key = tuple[str, str]


@dataclass(slots=True)
class Tally:
    """Counts of one stratum while they are taken."""

    reviewed: int = 0
    wrong: int = 0
    applied: int = 0
    reversed: int = 0
    levels: list[list[int]] = field(default_factory=lambda: [[0, 0] for _ in tracks.LEVELS])

    def judge(self, confidence: float, *, wrong: bool) -> None:
        """Count an answer that was judged."""
        self.reviewed += 1
        self.wrong += wrong
        level = self.levels[tracks.level(confidence)]
        level[0] += 1
        level[1] += wrong

    def track(self) -> Track:
        """Return the counts as a track."""
        levels = tuple((reviewed, wrong) for reviewed, wrong in self.levels)
        return Track(self.reviewed, self.wrong, self.applied, self.reversed, levels)


def history(connection: Connection, entity: str, until: date | None = None) -> History:
    """Return the tracks of all strata up to a day (docs/why/how-often-we-are-wrong.md says why they are counted so).

    Judged are the postings drawn by chance, and all answers of a demoted stratum; errors that came to light otherwise
    are counted apart, against all that was posted.
    """
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for stratum, applied in ledger.automatic.counts(connection, entity, until).iter_rows():
        tallies[stratum].applied = applied
    errors = _errors(connection, entity, until)
    drawn: set[Key] = set()
    for row, wrong in _judged(connection, entity, errors, until):
        drawn.add((row["receipt_id"], row["decision_id"]))
        tallies[row["stratum"]].judge(row["confidence"], wrong=wrong)
    for key, stratum in ledger.automatic.undone_strata(connection, entity, until).items():
        tallies[stratum].reversed += key in errors and key not in drawn
    return History({stratum: tally.track() for stratum, tally in tallies.items()})


def taken_back_right(connection: Connection, entity: str, until: date) -> Counter[str]:
    """Return how many postings of each stratum were taken back up to a day though their match was right."""
    errors = _errors(connection, entity, until)
    strata = ledger.automatic.undone_strata(connection, entity, until)
    back = {(row["receipt_id"], row["decision_id"]) for row in _taken_back(connection, entity, until)}
    return Counter(stratum for key, stratum in strata.items() if key in back - errors)


def _taken_back(connection: Connection, entity: str, until: date | None) -> Iterator[Row]:
    """Yield the lines of automatic postings that were taken back up to a day."""
    for row in ledger.automatic.undone(connection, entity, until).iter_rows(named=True):
        if row["decided_by"] == ENGINE and row["undone_on"] and (until is None or row["undone_on"] <= until):
            yield row


def _judged(
    connection: Connection, entity: str, errors: set[Key], until: date | None
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the answers that were judged, and whether each was wrong.

    A drawn posting that was taken back as wrong before its audit is judged by that: left out, it would flatter.
    """
    rows = ledger.automatic.answers(connection, entity, until).rows(named=True)
    demoted = [row for row in rows if row["state"] == "demoted"]
    verdicts = _full_review(connection, entity, demoted)
    for row in rows:
        key = (row["receipt_id"], row["decision_id"])
        if row["state"] == "demoted":
            if key in verdicts:
                yield row, not verdicts[key]
        elif key in errors or row["verdict"] in {"confirmed", "contradicted"}:
            yield row, key in errors or row["verdict"] == "contradicted"


def _full_review(connection: Connection, entity: str, demoted: list[dict[str, Any]]) -> dict[Key, bool]:
    """Return whether people's answers agree with what a demoted stratum would have posted."""
    if not demoted:
        return {}
    answered = finals.finals(connection, entity, [row["receipt_id"] for row in demoted])
    ours = _grouped(ledger.automatic.offered(connection).iter_rows(named=True))
    keys = [(row["receipt_id"], row["decision_id"]) for row in demoted if row["receipt_id"] in answered]
    return {key: auditing.agree(likes(ours.get(key, [])), answered[key[0]].lines) for key in keys}


def _errors(connection: Connection, entity: str, until: date | None) -> set[Key]:
    """Return the automatic postings that were taken back as wrong, and not put back as they were."""
    rows = ledger.automatic.undone(connection, entity, until).rows(named=True)
    standing: defaultdict[str, list[Row]] = defaultdict(list)
    back = {id(row): row for row in rows if row["undone_on"] and (until is None or row["undone_on"] <= until)}
    for row in rows:
        if id(row) not in back:
            standing[row["receipt_id"]].append(row)
    posted = _grouped(row for row in rows if row["decided_by"] == ENGINE)
    return {
        key
        for key, mine in posted.items()
        if any(id(row) in back and found_wrong(row["undone_why"], row["rule"]) for row in mine)
        and not auditing.agree(likes(mine), likes(standing[key[0]]))
    }


def found_wrong(why: str | None, rule: str) -> bool:
    """Return whether a reversal says that the engine's match was wrong on what was known.

    A remittance that came late shows what the payer means now. Where he had named the items himself, it was he who
    changed; where the engine had to find them, it found the wrong ones.
    """
    family = rule.partition(":")[0]
    return in_error(why) and not (why == LATE and family in PAYERS_WORD)


def _grouped(rows: Iterable[Row]) -> dict[Key, list[Row]]:
    """Return lines by receipt and decision."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault((row["receipt_id"], row["decision_id"]), []).append(row)
    return found


def changed(
    connection: Connection, entity: str, now: History, limit: float, *, as_of: date, at: int
) -> list[StratumChange]:
    """Return which strata lost or regained the right to post since it was last written down, in order."""
    rows = ledger.automatic.changes(connection, entity)
    before = {row["stratum"]: row["state"] for row in rows.iter_rows(named=True)}
    demoted = set(now.demoted(limit))
    states = {stratum: "demoted" if stratum in demoted else "promoted" for stratum in now}
    fresh = {stratum: state for stratum, state in states.items() if state != before.get(stratum, "promoted")}
    return [
        StratumChange(
            stratum,
            state,
            reviewed=now[stratum].reviewed,
            wrong=now[stratum].wrong,
            applied=now[stratum].applied,
            reversed=now[stratum].reversed,
            error_bound=f"{limit:.6f}",
            as_of=as_of,
            changed_at=at,
        )
        for stratum, state in sorted(fresh.items())
    ]


def automatic(decided: Decision, *, posted: bool, share_bp: int) -> Automatic:
    """Return the row of an answer that posts by itself, or would were its stratum not demoted."""
    drawn = posted and auditing.drawn(decided.receipt_id, decided.as_of, share_bp)
    state = ("drawn" if drawn else "posted") if posted else "demoted"
    stratum = json.loads(decided.certificate)["stratum"]
    return Automatic(decided.receipt_id, decided.decision_id, stratum, decided.confidence or 0, state, decided.as_of)
