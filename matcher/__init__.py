"""Which open items a receipt pays: prove it, or ask. Frames in, frames out; no clock, no database, no settings."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from kit.collecting import uncollected
from kit.remembering import forget
from matcher.day import hands, parting, proposing
from matcher.day.parting import Given
from matcher.day.planning import Answer
from matcher.explanations.hypotheses import RULES
from matcher.frames import (
    CLOSED,
    CUSTOMERS,
    HITS,
    ITEMS,
    LINKS,
    MENTIONS,
    PAYERS,
    RECEIPTS,
    REMITTANCES,
    checked,
    empty,
    ordered,
)
from matcher.payer import names
from matcher.policy import Policy
from matcher.policy_file import read as read_policy
from matcher.posting import tracks
from matcher.posting.decision import REASONS
from matcher.posting.tracks import History, Track
from matcher.remittance import habits, issued, mentions
from matcher.remittance.heard import Asked
from matcher.shown.explain import ENGINE as VERSION
from matcher.weighing.weights import COMMITTED, Weights

__all__ = [
    "REASONS",
    "RULES",
    "VERSION",
    "Decisions",
    "History",
    "Policy",
    "Track",
    "Weights",
    "decide",
    "propose",
    "read_policy",
]

#: Is told of every receipt what was weighed, before the words are made.
Witness = Callable[[Sequence[Answer]], None]
#: A link with fewer confirmations than this is thin.
THIN_SUPPORT = 2


@dataclass(frozen=True)
class Decisions:
    """What was decided: one row a receipt (DECISIONS), one row an item of each proposal (APPLICATIONS)."""

    receipts: pl.DataFrame
    applications: pl.DataFrame


@uncollected
def propose(  # noqa: PLR0917 - one seam, in the order of the way
    receipts: pl.DataFrame,
    remittances: pl.DataFrame,
    items: pl.DataFrame,
    customers: pl.DataFrame,
    links: pl.DataFrame,
    closed: pl.DataFrame,
    policy: Policy,
    as_of: date,
    *,
    history: Mapping[str, Track] | None = None,
    weights: Weights = COMMITTED,
    witness: Witness | None = None,
    taught: pl.DataFrame | None = None,
    workers: int = 1,
    hired: AbstractContextManager[Sequence[hands.Away]] | None = None,
) -> Decisions:
    """Decide every receipt. The same rows in any order give the same bytes, on any number of `workers` (processes).

    `history` is what became of each stratum's automatic postings; a stratum whose bound is above the policy's asks.
    `weights` are what evidence counts for: the committed ones, or a candidate that is to be compared with them.
    `taught` is what is known of payers' habits (HABITS).
    `witness` sees each receipt's plan with all that was listed: estimation counts its signs.
    `hired` are hands somewhere else, a cluster's for instance, had for the length of the run instead of the `workers`.
    """
    with hired or hands.started(workers if witness is None else 1) as helpers:
        receipts, remittances = ordered(receipts, RECEIPTS, "receipt_id"), checked(remittances, REMITTANCES)
        items, closed = ordered(items, ITEMS, "item_id"), ordered(closed, CLOSED, "item_id")
        customers = ordered(customers, CUSTOMERS, "customer")
        links = checked(links, LINKS).sort("kind", "key", "customer")
        remittances = remittances.sort("receipt_id", "position", "reference")
        found = hands.heard_by(Asked(receipts, remittances, items, customers, links, closed, taught), helpers)
        more: dict[str, Any] = {"history": history, "weights": weights, "witness": witness, "helpers": helpers}
        more |= found._asdict()
        more |= {"policy": policy, "as_of": as_of}
        return decide(receipts, more.pop("remittances"), items, customers, links, closed, **more)


@uncollected
def decide(  # noqa: PLR0917 - the frames, in the order in which they cross
    receipts: pl.DataFrame,
    remittances: pl.DataFrame,
    items: pl.DataFrame,
    customers: pl.DataFrame,
    links: pl.DataFrame,
    closed: pl.DataFrame,
    *,
    hits: pl.DataFrame,
    who: pl.DataFrame,
    policy: Policy,
    as_of: date,
    mentions_found: pl.DataFrame | None = None,
    history: Mapping[str, Track] | None = None,
    weights: Weights = COMMITTED,
    witness: Witness | None = None,
    held: habits.Held | None = None,
    helpers: Sequence[hands.Away | hands.Here] = (),
) -> Decisions:
    """Decide on readings and payers that are known; `helpers` do it away from here."""
    hits, receipts = checked(hits, HITS), checked(receipts, RECEIPTS)
    items = checked(items, ITEMS)
    whole = Given(
        receipts=receipts,
        remittances=checked(remittances, REMITTANCES),
        hits=hits,
        who=checked(who, PAYERS),
        items=items,
        customers=checked(customers, CUSTOMERS),
        size=items.filter(pl.col("open") != 0).height,
        unread=_unread(empty(MENTIONS) if mentions_found is None else mentions_found, hits),
        closed=_amounts(checked(closed, CLOSED), hits),
        thin=_thin(receipts, links),
        held=held or {},
        policy=policy,
        history=tracks.of(history),
        weights=weights,
        as_of=as_of,
        sharing=parting.sharing(receipts, hits, items),
        kept=witness is not None,
    )
    team = hands.team(whole, helpers)
    proposing.proposed(team)
    if witness is not None:
        witness([each for hand in team if isinstance(hand, hands.Here) for each in hand.part.answers()])
    decisions, applications = proposing.told(team)
    forget()
    assert decisions.height == receipts.height, "every receipt is decided"
    return Decisions(decisions, applications)


def _amounts(closed: pl.DataFrame, hits: pl.DataFrame) -> dict[str, int]:
    """Return what the closed items that are named were for, minor units."""
    named = closed.select("item_id", "amount").join(hits, on="item_id", how="semi")
    return dict(named.iter_rows())


def _unread(said: pl.DataFrame, hits: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the numbers each receipt gives that name nothing of ours, open or closed.

    What is called an order's or a delivery's names no document that happens to have its number.
    """
    key, orders = ["receipt_id", "mention"], [*issued.FIELDS[1:]]
    called = said.filter(pl.col("kind").is_in(orders)).select(key)
    others = hits.filter(~pl.col("strong") & ~pl.col("how").is_in(orders)).join(called, on=key, how="semi")
    named = hits.join(others.select(*key, "item_id"), on=[*key, "item_id"], how="anti")
    missed = (
        said.filter(mentions.claiming())
        .join(named.select(key), on=key, how="anti")
        .sort(key)
        .group_by("receipt_id", maintain_order=True)
        .agg(pl.col("raw").unique(maintain_order=True))
    )
    return {receipt: tuple(raws) for receipt, raws in missed.iter_rows()}


def _thin(receipts: pl.DataFrame, links: pl.DataFrame) -> frozenset[str]:
    """Return the receipts whose payer is known only by links with a single confirmation."""
    given = links.filter(~pl.col("negative")).select("kind", "key", "support")
    if given.is_empty():
        return frozenset()
    forms = {key: names.form(key) for key in given.filter(pl.col("kind") == "name")["key"].unique().to_list()}
    called = pl.when(pl.col("kind") == "name").then(pl.col("key").replace(forms)).otherwise("key")
    support = given.group_by("kind", key=called).agg(pl.col("support").max())
    columns = {column: kind for kind, column in habits.MARKS.items()}
    keys = receipts.unpivot([*columns], index="receipt_id", variable_name="kind", value_name="key")
    keys = keys.filter(pl.col("key") != "").with_columns(pl.col("kind").replace_strict(columns, return_dtype=pl.String))
    if forms:
        written = keys.filter(pl.col("kind") == "name")["key"].unique().to_list()
        plain = pl.col("key").replace({name: names.form(name) for name in written})
        keys = keys.with_columns(pl.when(pl.col("kind") == "name").then(plain).otherwise("key").alias("key"))
    known = keys.join(support, on=["kind", "key"]).group_by("receipt_id").agg(pl.col("support").max())
    return frozenset(known.filter(pl.col("support") < THIN_SUPPORT)["receipt_id"].to_list())
