"""What the matcher is asked: frames from the books, with references, remittance lines and repeats filled in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from sqlalchemy import Connection

import ledger
from kit import ibans
from ledger.evidence import Lesson
from matcher import frames
from matcher.explanations import reasons
from matcher.payer.payers import BOOKED
from matcher.policy import Policy
from services import discounts
from services.banking import advised, telling
from services.banking.advised import Advised
from services.banking.repeats import repeats
from services.decisions import kept, reopening, tracks
from services.decisions.kept import Question
from services.decisions.reopening import Reopened
from services.knowledge import book, standing
from services.knowledge import taught as known_as
from services.knowledge.marks import NUMBERED
from services.workspace import Workspace

#: What the bank's own fields hold of the payer's words.
PAYER_REFERENCES = ("beneficiary", "end_to_end", "customer", "creditor", "identification", "trn")
CLOSED_DAYS = 730


@dataclass(frozen=True, slots=True)
class Asked:
    """The frames of one run, and what it must remember of the receipts."""

    receipts: pl.DataFrame
    remittances: pl.DataFrame
    items: pl.DataFrame
    customers: pl.DataFrame
    links: pl.DataFrame
    closed: pl.DataFrame
    waiting: pl.DataFrame  # the receipts as the books hold them: version, customer_number, entry_id
    totals: frozenset[str]  # receipts that sum up a detail which has not come
    history: pl.DataFrame  # what became of each stratum
    taught: pl.DataFrame  # payers' habits
    undone: frozenset[str]  # receipts whose posting a person took back
    reopened: Mapping[str, Reopened]  # receipts decided anew, with what stands of them

    def question(self, policy: Policy, as_of: date) -> Question:
        """Return what the matcher is asked; everything its answer follows from is in it, and is kept with it."""
        frames = {name: getattr(self, name) for name in (*kept.ASKED, *kept.FURTHER) if hasattr(self, name)}
        return Question(kept.ordered(frames), policy, as_of, self.totals, self.undone, self.reopened)


def asked(
    connection: Connection,
    workspace: Workspace,
    policy: Policy,
    as_of: date,
    *,
    lessons: Sequence[Lesson] | None = None,
    anew: bool = False,
) -> Asked:
    """Read the receipts that wait for a decision, and everything that may explain them.

    `lessons` stand in for those of the books, to see what other knowledge would decide.
    `anew` adds the decided ones that are to be decided again, in books in which what stands of them is not there.
    """
    entity = workspace.settings.entity
    everything = ledger.worklists.receipts(connection, entity, everything=True)
    items = discounts.graced(connection, entity, ledger.worklists.items(connection, entity), policy)
    said = advised.advised(connection)
    reopened = reopening.candidates(connection, everything, items, said) if anew else {}
    waiting = _waiting(everything, reopened)
    again = repeats(everything.iter_rows(named=True), policy.duplicate_window_days)
    totals = telling.totals(connection) & set(waiting["entry_id"])
    known = standing.summed(book.taught(connection, entity) if lessons is None else lessons, policy, as_of)
    held = dict(zip(waiting["entry_id"], waiting["receipt_id"], strict=True))
    opened = frames.checked(reopening.restored(connection, items, reopened), frames.ITEMS)
    given = _links(ledger.worklists.links(connection, entity))
    closed = ledger.worklists.closed(connection, entity, as_of - timedelta(days=CLOSED_DAYS))
    return Asked(
        receipts=_receipts(waiting, again, said, reopened),
        remittances=_remittances(waiting, said),
        items=opened,
        customers=frames.checked(ledger.worklists.customers(connection, entity), frames.CUSTOMERS),
        links=pl.concat([known_as.links(given, known), _brought(connection, entity, waiting)]),
        closed=frames.checked(closed.join(opened, on="item_id", how="anti"), frames.CLOSED),
        waiting=waiting,
        totals=frozenset(held[entry_id] for entry_id in totals),
        history=tracks.history(connection, entity).frame(),
        taught=known_as.habits(connection, known),
        undone=frozenset(reopening.taken_back(connection, waiting["receipt_id"]) - set(reopened)),
        reopened=reopened,
    )


def _waiting(everything: pl.DataFrame, reopened: Mapping[str, Reopened]) -> pl.DataFrame:
    """Return the receipts to decide: those of which nothing is applied, and those decided anew."""
    whole = ledger.worklists.waiting(everything).filter(pl.col("unapplied") == pl.col("amount"))
    again = everything.filter(pl.col("receipt_id").is_in(sorted(reopened)))
    return pl.concat([whole.filter(~pl.col("receipt_id").is_in(sorted(reopened))), again]).sort("receipt_id")


def number(column: str) -> pl.Expr:
    """Return a number as links and receipts compare it, as `marks.written` does: plain, and no BIC before an IBAN."""
    plain = pl.col(column).str.replace_all(r"[^0-9A-Za-z]", "").str.to_uppercase()
    return plain.str.replace(ibans.BEHIND_BIC, "${1}")


def _receipts(
    waiting: pl.DataFrame, again: Mapping[str, str], said: Mapping[str, Advised], reopened: Mapping[str, Reopened]
) -> pl.DataFrame:
    """Return RECEIPTS, with the payer's own references and the receipt that each repeats.

    A receipt whose lines come from an advice is trusted as far as the advice is; which of the two is in doubt is said,
    but for what was decided before: a doubted advice overturns nothing.
    """
    own = [[v for kind, v in json.loads(refs) if kind in PAYER_REFERENCES] for refs in waiting["refs"]]
    earlier = [again.get(receipt_id, "") for receipt_id in waiting["receipt_id"]]
    told = waiting.filter(pl.col("entry_id").is_in(list(said))).select("entry_id", "remittance").rows()
    doubted = [entry_id for entry_id, own in told if not said[entry_id].trusted and advised.silent(json.loads(own))]
    by_advice = pl.col("entry_id").is_in(doubted)
    full = waiting.with_columns(
        pl.col("trusted") & ~by_advice,
        number("payer_account"),
        number("company_id"),
        pl.Series("references", own, dtype=frames.TEXTS),
        pl.Series("repeat_of", earlier, dtype=pl.String),
        advice_doubted=pl.col("trusted") & by_advice & ~pl.col("receipt_id").is_in(list(reopened)),
    )
    return frames.checked(full, frames.RECEIPTS)


def _brought(connection: Connection, entity: str, waiting: pl.DataFrame) -> pl.DataFrame:
    """Return as LINKS whose the receipts are that were booked as a customer's."""
    mine = ledger.worklists.brought(connection, entity).join(waiting, on="receipt_id", how="semi")
    named = mine.select(kind=pl.lit(BOOKED), key="receipt_id", customer="customer", support=1, negative=False)
    return frames.checked(named, frames.LINKS)


def _links(links: pl.DataFrame) -> pl.DataFrame:
    """Return LINKS with numbers as receipts have them, each once."""
    plain = pl.when(pl.col("kind").is_in(sorted(NUMBERED))).then(number("key")).otherwise("key").alias("key")
    alike = links.with_columns(plain).group_by("kind", "key", "customer", "negative").agg(pl.col("support").max())
    return frames.checked(alike.select(list(frames.LINKS)).sort("kind", "key", "customer", "negative"), frames.LINKS)


def _remittances(waiting: pl.DataFrame, said: Mapping[str, Advised]) -> pl.DataFrame:
    """Return REMITTANCES: the entry's own lines, or those of the advices that were attached to it."""
    rows = [row for receipt in waiting.iter_rows(named=True) for row in _lines(receipt, said)]
    return pl.DataFrame(rows, schema=frames.REMITTANCES, orient="row")


def _taken_off(line: Mapping[str, Any]) -> tuple[int | None, list[list[Any]]]:
    """Return a line's discount and adjustments: one that is called a discount beside others is a discount."""
    called = [one for one in line["adjustments"] if one[0] < 0 and reasons.of(one[1], one[2]) == "discount"]
    others = [one for one in line["adjustments"] if one not in called]
    if not called or not others:
        return line["discount"], line["adjustments"]
    return (line["discount"] or 0) - sum(one[0] for one in called), others


def _lines(receipt: Mapping[str, Any], said: Mapping[str, Advised]) -> Iterator[tuple[object, ...]]:
    """Yield the remittance lines of one receipt in the payer's order."""
    for position, line in enumerate(advised.lines(receipt, said)):
        discount, adjustments = _taken_off(line)
        largest = max(adjustments, key=lambda one: abs(one[0]), default=[0, "", "", ""])
        yield (
            receipt["receipt_id"],
            position,
            line["qualifier"],
            line["reference"],
            line["also"],
            line["paid"],
            line["gross"],
            discount,
            sum(one[0] for one in adjustments) if adjustments else None,
            largest[1],
            f"{largest[2]} {largest[3]}".strip() if largest[1] or largest[2] else "",
            line["text"],
            line["truncated"],
        )
