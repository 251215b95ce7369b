"""Receipts that name what they pay to the cent, decided from their rows: byte for byte what the long way says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from matcher import calibration, cases, coincidence, decision, evidence, explain, free, named, refusals, strata, telling
from matcher.assignment import Assigned, Option
from matcher.calibration import Ranked
from matcher.cases import RANGE
from matcher.frames import APPLICATIONS, DECISIONS, RECEIPTS
from matcher.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.shelf import Hit, Item, Line, Payer, Receipt, Shelf, typed
from matcher.tracks import History
from matcher.weights import Weights

#: What the day's contest says of a receipt whose items nobody else wants.
UNCONTESTED = Assigned(0)
#: What a certificate says where nothing else explains the receipt, and nobody else wants its items.
WITHOUT_RIVAL = {
    "explanations_listed": "1",
    "exact_subsets_of_all_sizes": '"not proven"',
    "best_rival": "null",
    "distance_to_rival": "null",
    "batch_margin": "null",
    "contested_with": "[]",
}


class Said(NamedTuple):
    """A receipt with its rows: lines in the payer's order, readings by mention, payers by how likely they are."""

    receipt: Receipt
    lines: tuple[Line, ...]
    hits: tuple[Hit, ...]
    payers: tuple[Payer, ...]
    thin: bool
    seen: str


class Terms(NamedTuple):
    """Under what receipts are decided."""

    policy: Policy
    history: History
    weights: Weights
    as_of: date


class Sure(NamedTuple):
    """What is sure of a receipt: what it brings to the day's contest, and its rows if nobody else wants its items."""

    option: Option
    items: tuple[Item, ...]
    single: bool  # it reads one mention only
    decision: tuple[Any, ...]
    rows: list[tuple[Any, ...]]


def found(said: Iterable[Said], on: Shelf, terms: Terms) -> dict[str, Sure]:
    """Return what is sure of the receipts that leave nothing to weigh; the others go the long way."""
    sure = ((each.receipt.receipt_id, _sure(each, on, terms)) for each in said)
    return {key: answer for key, answer in sure if answer is not None}


def frames(answers: Sequence[Sure]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the answers as DECISIONS and APPLICATIONS."""
    rows = [row for each in answers for row in each.rows]
    return telling.framed([each.decision for each in answers], DECISIONS), telling.framed(rows, APPLICATIONS)


def able(receipts: pl.DataFrame, hits: pl.DataFrame, items: pl.DataFrame, barred: Iterable[str]) -> pl.DataFrame:
    """Return the ids of the receipts all of whose readings mean one open item each that may take their money.

    And whose items ask together just what came. Of the `barred` something else is known, so that all is weighed.
    """
    whole = receipts.filter(pl.col("trusted") & (pl.col("repeat_of") == ""))
    whole = whole.join(pl.DataFrame({"receipt_id": sorted(barred)}, {"receipt_id": pl.String}), "receipt_id", "anti")
    whole = whole.select("receipt_id", "entity", "currency", "amount")
    about = items.filter(pl.col("open") != 0).select("item_id", "open", owner="entity", money="currency")
    read = hits.filter(pl.col("state") == "open").join(whole, "receipt_id").join(about, "item_id", "left")
    alone = pl.len().over("receipt_id", "position", "mention") == 1
    fits = (pl.col("owner") == pl.col("entity")) & (pl.col("money") == pl.col("currency"))
    first = pl.int_range(pl.len()).over("receipt_id", "item_id") == 0
    sure = alone & fits.fill_null(value=False) & pl.col("strong") & (pl.col("how") != RANGE)
    marked = read.with_columns(sure=sure, asked=pl.when(first).then("open").otherwise(0))
    summed = marked.group_by("receipt_id").agg(pl.col("sure").all(), pl.col("asked").sum(), pl.col("amount").first())
    return summed.filter(pl.col("sure") & (pl.col("asked") == pl.col("amount"))).select("receipt_id")


def said(  # noqa: PLR0917 - the rows of receipts
    receipts: pl.DataFrame,
    lines: pl.DataFrame,
    hits: pl.DataFrame,
    payers: pl.DataFrame,
    thin: frozenset[str],
    seen: Mapping[str, str],
) -> Iterator[Said]:
    """Yield the receipts with their rows; of readings those of open items."""
    told, read, who = cases.rows(lines, hits.filter(pl.col("state") == "open"), payers)
    for receipt in typed(receipts, RECEIPTS, Receipt):
        key = receipt.receipt_id
        ordered = sorted(read[key], key=lambda hit: (hit.position, hit.mention))
        yield Said(receipt, told.get(key, ()), tuple(ordered), who.get(key, ()), key in thin, seen[key])


def _sure(said: Said, on: Shelf, terms: Terms) -> Sure | None:
    """Return what is sure of a receipt, or None where something speaks against it that must be weighed."""
    ids = sorted({hit.item_id for hit in said.hits})
    items, known = tuple([on.items[key] for key in ids]), _known(said, on)
    rule = _rule(said, items)
    if not rule or _alike(said.receipt, ids, known.families, on):
        return None
    pieces, every = tuple([Piece(item, item.open) for item in items]), frozenset(ids)
    best = Hypothesis(rule, pieces, 0, 0, every, confirmed=every if rule == "remittance" else _beside(said, items))
    ranked = _ranked(said, best, known, on, terms.weights)
    return _told(said, ranked, known, on, terms) if ranked else None


def _rule(said: Said, items: Sequence[Item]) -> str:
    """Return by which rule the items are paid, `""` where lines or sums beside numbers do not say it item by item."""
    asked = {item.item_id: item.open for item in items}
    if said.lines:
        paid = [(line.position, named.net(line)) for line in said.lines]
        if None in (money for _, money in paid) or sum(money or 0 for _, money in paid) != said.receipt.amount:
            return ""
        return "remittance" if _line_by_line(said.hits, paid, asked) else ""
    if any(hit.position >= 0 for hit in said.hits):
        return ""
    beside = [hit.paid for hit in said.hits]
    if None in beside or sum(money or 0 for money in beside) != said.receipt.amount:
        return "named_exact"
    each = len(said.hits) == len(items) and all(hit.paid == asked[hit.item_id] for hit in said.hits)
    return "remittance" if each else ""


def _line_by_line(hits: Sequence[Hit], paid: Sequence[tuple[int, int | None]], asked: Mapping[str, int]) -> bool:
    """Return whether each line that pays something means an item of its own and pays just what it asks."""
    meant: dict[int, set[str]] = {}
    for hit in hits:
        meant.setdefault(hit.position, set()).add(hit.item_id)
        if hit.position >= 0 and hit.paid is not None and hit.paid != asked[hit.item_id]:
            return False
    done: set[str] = set()
    for position, money in paid:
        ids = meant.get(position, set()) if money else set()
        if money and (len(ids) != 1 or not done.isdisjoint(ids) or asked[min(ids)] != money):
            return False
        done |= ids
    return len(done) == len(asked)


def _alike(receipt: Receipt, ids: list[str], families: Sequence[str], on: Shelf) -> bool:
    """Return whether another item of the payer's asks just what came."""
    return any(
        [item.item_id] != ids and not item.disputed and on.root(item.customer) in families
        for item in on.asking(receipt)
    )


def _beside(said: Said, items: Sequence[Item]) -> frozenset[str]:
    """Return the items beside whose number their own sum stands."""
    beside = {(hit.item_id, hit.paid) for hit in said.hits}
    return frozenset([item.item_id for item in items if (item.item_id, item.open) in beside])


class Known(NamedTuple):
    """What is known of a receipt's payer: each family's probability, whose books are searched, whom the bank names."""

    shares: Mapping[str, float]
    families: tuple[str, ...]
    vouched: frozenset[str]
    size: int  # open items of these families


def _known(said: Said, on: Shelf) -> Known:
    """Return what is known of the payer."""
    shares = cases.known(said.payers, on)
    families = cases.likeliest(shares)
    size = sum([on.count(said.receipt, root) for root in families])
    return Known(shares, families, cases.certain(said.payers, on), size)


def _ranked(said: Said, best: Hypothesis, known: Known, on: Shelf, weights: Weights) -> Ranked | None:
    """Return the explanation as it is weighed alone; None where strangers would pay, or a small book is counted."""
    roots = {on.root(customer) for customer in best.customers}
    counted = known.size <= free.FEW and len(known.families) <= explain.COUNTED_BOOKS
    if counted or refusals.strange(roots, known.shares, known.vouched):
        return None
    amount = evidence.footing(best.tried, said.receipt.amount, weights)
    pays = evidence.paying(roots, known.shares, known.vouched, weights)
    read = evidence.surely(said.hits, on.size, weights)
    terms = evidence.termed(evidence.Found(best.rule, amount, read, len(best.confirmed), pays), weights)
    nats = evidence.score(terms)
    logit, gap = next(calibration.shared([nats], [0.0]))
    marks = (bool(known.vouched) and roots <= known.vouched, True, False)
    seen = calibration.sees(logit, gap, known.size, len(best.pieces), marks)
    return Ranked(best, terms, nats, calibration.probability(weights.calibration, seen), seen)


def _told(said: Said, ranked: Ranked, known: Known, on: Shelf, terms: Terms) -> Sure | None:
    """Return what is sure of a receipt with one explanation, or None where that may not post by itself."""
    receipt, best = said.receipt, ranked.hypothesis
    stratum, policy = strata.of(best.rule, receipt, known.size), terms.policy.of(receipt.currency)
    demoted = strata.demoted(stratum, terms.history, policy, ranked.probability)
    if demoted or ranked.probability < 1 - policy.error_bound:
        return None
    day = repr(((), True, ())) if said.thin else ""
    digest = telling.looked_at(said.seen, day, receipt, known.families, said.hits, on)
    proof = explain.outcome(policy, terms.weights, "applied", best.rule, digest, terms.as_of)
    proof |= explain.weighed(ranked, best.tried * coincidence.density(receipt.amount), stratum, terms.history)
    spans = explain.placed(said.hits)
    certificate = explain.written({**proof, **WITHOUT_RIVAL, "spans": spans})
    return _answered(said, ranked, certificate, spans)


def _answered(said: Said, ranked: Ranked, certificate: str, spans: str) -> Sure:
    """Return the rows of a receipt, and what it brings to the contest."""
    key, currency, best = said.receipt.receipt_id, said.receipt.currency, ranked.hypothesis
    customer, why = decision.owner(best), explain.sentence(best, currency)
    words = f"{why[0].upper()}{why[1:]}{explain.payer(said.payers, customer)}"
    sure = round(ranked.probability, 6)
    rows = telling.offered(key, 0, best, ranked.probability, explain.words(best, currency), spans)
    takes = tuple([(piece.item.item_id, abs(piece.item.open)) for piece in best.pieces])
    return Sure(
        Option(ranked.score, takes, "0"),
        tuple([piece.item for piece in best.pieces]),
        len(said.hits) == 1,
        (key, "applied", best.rule, customer, sure, "", words, certificate),
        rows,
    )
