"""What is known, as the matcher is told it: payer links and habits, only what is active on the day."""

from collections.abc import Iterable, Sequence

import polars as pl
from sqlalchemy import Connection, select

from kit.db import among
from ledger import tables
from matcher import frames
from services.knowledge.kinds import Fact
from services.knowledge.marks import written
from services.knowledge.standing import Known

#: Kinds that the matcher reads from HABITS. A link stands there too, so that its use can be shown.
HABITUAL = ("payer_link", "not_ar", "reference_habit", "not_reference", "deduction_habit")


def links(given: pl.DataFrame, known: Iterable[Known]) -> pl.DataFrame:
    """Return LINKS: what was given and what was learned, added up; one row a mark and customer, and its denials.

    An answer against a given link takes from its support; a link taken back by a person is gone, given or not.
    """
    mine = [one for one in known if one.fact.kind == "payer_link"]
    rows = [(*_of(one.fact), _worth(one), False) for one in mine if _worth(one)]
    gone = pl.DataFrame([_of(one.fact) for one in mine if one.why == "taken back"], schema=_KEY, orient="row")
    never = [(*_of(one.fact), 1, True) for one in known if one.fact.kind == "not_payer" and one.status == "active"]
    every = pl.concat(
        [given, pl.DataFrame(rows, schema=frames.LINKS, orient="row")]
    ).join(gone, on=list(_KEY), how="anti")  # fmt: skip
    positive = every.filter(~pl.col("negative")).group_by(*_KEY, "negative").agg(pl.col("support").sum())
    denied = pl.concat([given.filter("negative"), pl.DataFrame(never, schema=frames.LINKS, orient="row")])
    kept = positive.filter(pl.col("support") > 0).select(list(frames.LINKS))
    once = denied.group_by(*_KEY, "negative").agg(pl.col("support").max()).select(list(frames.LINKS))
    return pl.concat([kept, once]).sort(*_KEY, "negative")


#: What a link is told apart by.
_KEY = dict.fromkeys(("kind", "key", "customer"), pl.String)


def _of(fact: Fact) -> tuple[str, str, str]:
    """Return a link's mark and customer."""
    return fact.subject, written(fact.subject, fact.key), fact.means


def _worth(one: Known) -> int:
    """Return what a learned link adds to a given one: its answers where it is active, else what speaks against it."""
    return one.net if one.status == "active" else min(one.net, 0)


def bearing(one: Known) -> tuple[bool, int, bool]:
    """Return what of a fact the engine is told: whether it counts, a link's answers, whether a given link is gone.

    Of facts with `NO_BEARING` nothing is told: they wait for more answers, or were contradicted as often as confirmed.
    """
    link = one.fact.kind == "payer_link"
    return one.status == "active", _worth(one) if link else 0, link and one.why == "taken back"


#: What is told of a fact that nobody taught.
NO_BEARING = (False, 0, False)


def habits(connection: Connection, known: Sequence[Known]) -> pl.DataFrame:
    """Return HABITS."""
    active = [one.fact for one in known if one.status == "active" and one.fact.kind in HABITUAL]
    plain = [_row(fact) for fact in active if fact.form != "freight"]
    return pl.DataFrame(
        [*plain, *_freights(connection, [fact for fact in active if fact.form == "freight"])],
        schema=frames.HABITS,
        orient="row",
    )


def _row(fact: Fact) -> tuple[object, ...]:
    """Return a fact as a row of HABITS."""
    if fact.kind in {"payer_link", "not_ar"}:
        return fact.id, fact.kind, fact.means, fact.subject, written(fact.subject, fact.key), "", None, fact.sentence
    return fact.id, fact.kind, fact.key, fact.form, fact.pattern, fact.means, None, fact.sentence


def _freights(connection: Connection, facts: Sequence[Fact]) -> list[tuple[object, ...]]:
    """Return the habit of taking the freight off as a row for each open item that was billed with freight."""
    if not facts:
        return []
    item = tables.item
    chosen = select(item.c.held_for, item.c.item_id, item.c.freight).where(
        item.c.type != "receipt", item.c.balance > 0, item.c.freight > 0
    )
    mine = chosen.where(among(connection, item.c.held_for, {fact.key for fact in facts})).order_by(item.c.item_id)
    billed = connection.execute(mine).all()
    return [
        (fact.id, fact.kind, fact.key, "item", item_id, fact.means, freight, fact.sentence)
        for fact in facts
        for customer, item_id, freight in billed
        if customer == fact.key
    ]
