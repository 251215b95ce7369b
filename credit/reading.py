"""What a check looks at, read from the books: a customer's family, what it owes, has ordered, and how it pays."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, select, text

from credit.exposure import Exposure, remainder
from credit.policy import CreditPolicy
from credit.records import Order, OrderTerms, Owing
from credit.tables import forced_hold, order_terms, sales_order
from kit.db import among, frame, stored_day
from kit.money import converted, exponent, share
from kit.refusals import Invalid
from ledger.customers import newest
from ledger.journal import day
from ledger.records import ItemType
from ledger.tables import NEWEST, customer_fact, entity, entry, instalment, item, open_item, rate

_NANO = 1_000_000_000
#: What an order's row holds of the record.
_ORDER = tuple(Order.__dataclass_fields__)
_PART_OF = {
    ItemType.FINANCE_CHARGE: "late_charges",
    ItemType.CREDIT_MEMO: "credit_memos",
    ItemType.RECEIPT: "unapplied_cash",
}
#: Summed in the order of the index.
_BALANCES = text("""
SELECT held_for, currency, CAST(sum(balance) AS BIGINT) FROM open_item
WHERE entity = :entity AND held_for IS NOT NULL GROUP BY held_for, currency
""")


class Rates:
    """Amounts of one currency in another, by the newest rates up to a day, of those known when a batch was."""

    def __init__(self, connection: Connection, code: str, on: date, batch: int = NEWEST) -> None:
        self.connection = connection
        self.batch = batch
        self.entity = code
        self.on = on
        self._nanos: dict[str, int | None] = {}

    @cached_property
    def base(self) -> str:
        """Return the currency of the entity, in which rates are told."""
        chosen = select(entity.c.currency).where(entity.c.code == self.entity)
        return str(self.connection.execute(chosen).scalar_one())

    def to(self, minor: int, currency: str, wanted: str) -> int:
        """Return an amount in another currency. Refused: Invalid where there is no rate."""
        if currency == wanted or not minor:
            return minor
        own = converted(minor, currency, self.base, self._nano(currency))
        if wanted == self.base:
            return own
        return share(own * 10 ** exponent(wanted), _NANO, self._nano(wanted) * 10 ** exponent(self.base))

    def all_to(self, minor: pl.Series, currency: str, wanted: str) -> pl.Series:
        """Return `to` of each amount. Refused: Invalid where there is no rate."""
        if currency == wanted or minor.is_empty():
            return minor
        own = minor
        if currency != self.base:
            own = _shares(minor, 10 ** exponent(self.base) * self._nano(currency), _NANO * 10 ** exponent(currency))
        if wanted == self.base:
            return own
        return _shares(own, 10 ** exponent(wanted) * _NANO, self._nano(wanted) * 10 ** exponent(self.base))

    def known(self, currency: str) -> bool:
        """Say whether amounts of a currency can be told in another."""
        return self._found(currency) is not None

    def _nano(self, currency: str) -> int:
        """Return the rate of a currency."""
        found = self._found(currency)
        if found is None:
            raise Invalid(f"there is no rate of {currency} up to {self.on}: import one (tieout import rates)")
        return found

    def _found(self, currency: str) -> int | None:
        """Return the rate of a currency, or None; each is read once."""
        if currency == self.base:
            return _NANO
        if currency not in self._nanos:
            until = rate.c.day <= stored_day(self.connection, self.on)
            chosen = select(rate.c.nano).where(
                rate.c.entity == self.entity, rate.c.currency == currency, until, rate.c.batch <= self.batch
            )
            newest_ = chosen.order_by(rate.c.day.desc(), rate.c.no.desc()).limit(1)
            self._nanos[currency] = self.connection.execute(newest_).scalar()
        return self._nanos[currency]


def _shares(minor: pl.Series, numerator: int, denominator: int) -> pl.Series:
    """Return `share` of each amount, by rates of more digits than 64 bits hold."""
    whole = pl.col("minor").cast(pl.Int128)
    times, by, half = (pl.lit(number, pl.Int128) for number in (2 * numerator, 2 * denominator, denominator))
    rounded = (whole.abs() * times + half) // by * whole.sign()
    return minor.to_frame("minor").select(rounded.cast(pl.Int64)).to_series()


def family(connection: Connection, code: str, number: str, batch: int = NEWEST) -> tuple[str, tuple[str, ...]]:
    """Return the head of a customer's family, and all who belong to it, the customer among them."""
    facts = customer_fact.c
    head, seen = number, {number}
    while parent := connection.execute(
        newest(code, facts.parent_number, batch=batch).where(facts.number == head)
    ).scalar():
        if parent in seen:
            break
        head = parent
        seen.add(parent)
    members, last = {head}, {head}
    while last:
        ever = among(connection, facts.parent_number, last)
        named = set(connection.execute(select(facts.number).where(facts.entity == code, ever)).scalars()) - members
        now = connection.execute(
            newest(code, facts.number, facts.parent_number, batch=batch).where(among(connection, facts.number, named))
        )
        last = {row.number for row in now if row.parent_number in members}
        members |= last
    return head, tuple(sorted(members | {number}))


def owed(connection: Connection, code: str, members: Iterable[str]) -> Sequence[Row[Any]]:
    """Return what is left of the documents and the money of customers."""
    mine = select(open_item.c.no).where(open_item.c.entity == code, among(connection, open_item.c.held_for, members))
    return connection.execute(select(item).where(item.c.no.in_(mine)).order_by(item.c.no)).all()


def elsewhere(connection: Connection, code: str, members: Iterable[str], currency: str) -> pl.DataFrame:
    """Return what is left of each document and each money of customers in another currency.

    Columns: customer_number, currency, minor. They are read from the index of what is open alone.
    """
    held = open_item.c
    mine = (held.entity == code, held.currency != currency, among(connection, held.held_for, members))
    schema = {"customer_number": pl.String, "currency": pl.String, "minor": pl.Int64}
    return frame(connection, select(held.held_for, held.currency, held.balance).where(*mine), schema)


def balances(connection: Connection, code: str) -> defaultdict[str, dict[str, int]]:
    """Return what is left of the documents and the money of every customer, by currency."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for number, currency, minor in connection.execute(_BALANCES, {"entity": code}):
        found[number][currency] = minor
    return found


def orders(connection: Connection, code: str, members: Iterable[str], batch: int = NEWEST) -> list[Order]:
    """Return the open orders of customers, each as it was told last, or last up to a batch."""
    later = sales_order.alias("later")
    replaced = select(later.c.no).where(
        later.c.entity == sales_order.c.entity,
        later.c.number == sales_order.c.number,
        later.c.no > sales_order.c.no,
        later.c.batch <= batch,
    )
    told_by_then = (sales_order.c.batch <= batch, ~replaced.exists())
    where = (sales_order.c.entity == code, sales_order.c.state == "open", *told_by_then)
    mine = among(connection, sales_order.c.customer_number, members)
    chosen = select(sales_order).where(*where, mine).order_by(sales_order.c.no)
    return [told(row) for row in connection.execute(chosen)]


def told(row: Row[Any]) -> Order:
    """Return a row as the order it was told as."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in _ORDER}
    return Order(
        **{**facts, **{name: day(facts[name]) for name in ("ships_on", "card_until") if facts[name] is not None}}
    )


def exposure(
    held: Iterable[Any],
    ordered: Iterable[Order],
    this: Order | None,
    *,
    policy: CreditPolicy,
    rates: Rates,
    currency: str,
) -> Exposure:
    """Return what is at risk in a currency: documents, money, and orders inside the horizon, each counted once.

    Of what is `held` the type, the balance and the currency are read.
    """
    parts: defaultdict[str, int] = defaultdict(int)
    for one in held:
        part = _PART_OF.get(ItemType(one.type), "open_items")
        parts[part] += rates.to(abs(one.balance), one.currency, currency)
    until = rates.on + timedelta(days=policy.horizon_days)
    for each in ordered:
        mine = this is not None and each.number == this.number
        shipped, rest = remainder(each.minor, each.shipped, each.billed)
        counted = rest if mine or each.ships_on <= until else 0
        parts["shipped_not_billed"] += rates.to(shipped, each.currency, currency)
        parts["this_order" if mine else "open_orders"] += rates.to(counted, each.currency, currency)
        if each.card_until is None or each.card_until >= rates.on:
            parts["card_authorised"] += rates.to(min(each.card, shipped + counted), each.currency, currency)
    counts = {"unapplied_cash": policy.cash_covers, "credit_memos": policy.memos_cover}
    return Exposure(**{name: minor for name, minor in parts.items() if counts.get(name, True)})


def owing(connection: Connection, held: Iterable[Row[Any]], rates: Rates, money: str) -> Owing:
    """Return how late a customer is by what is left; deductions are disputed and make nobody late."""
    due = [one for one in held if one.balance > 0 and one.type != ItemType.DEDUCTION]
    late = [(on, minor, one.currency) for one, on, minor in parts(connection, due) if on < rates.on]
    return Owing(
        past_due=sum(rates.to(minor, currency, money) for _, minor, currency in late),
        days_past_due=max(((rates.on - on).days for on, _, _ in late), default=0),
        oldest_days=max(((rates.on - day(one.issued_on)).days for one in due), default=0),
    )


def returns(
    connection: Connection, code: str, since: date, number: str = "", batch: int = NEWEST
) -> list[tuple[str, date]]:
    """Return whose payments came back since a day, and when: reversed as returned, or bounced; of all, or of one."""
    back, memo, paid = entry.alias("back"), item.alias("memo"), item.alias("paid")
    day_ = stored_day(connection, since)
    reversed_ = (
        select(item.c.held_for, back.c.gl_on)
        .select_from(item.join(back, back.c.reverses == item.c.entry_no))
        .where(item.c.entity == code, item.c.type == ItemType.RECEIPT, item.c.held_for.is_not(None))
        .where(back.c.gl_on >= day_, back.c.reason.like("returned%"), back.c.batch <= batch)
    )
    bounced = (
        select(memo.c.customer_number, memo.c.issued_on)
        .select_from(memo.join(paid, paid.c.item_id == memo.c.origin_item_id))
        .where(memo.c.entity == code, paid.c.type == ItemType.RECEIPT, memo.c.type == ItemType.DEBIT_MEMO)
        .where(memo.c.issued_on >= day_, memo.c.batch <= batch)
    )
    if number:
        reversed_, bounced = reversed_.where(item.c.held_for == number), bounced.where(memo.c.customer_number == number)
    return [(whose, day(on)) for chosen in (reversed_, bounced) for whose, on in connection.execute(chosen)]


def returned_last(connection: Connection, code: str, since: date) -> dict[str, date]:
    """Return when the last payment of each customer came back, since a day."""
    return dict(sorted(returns(connection, code, since), key=lambda one: one[1]))


def agreed(connection: Connection, code: str, number: str, policy: CreditPolicy, batch: int = NEWEST) -> OrderTerms:
    """Return what was agreed for a customer's orders."""
    where = (order_terms.c.entity == code, order_terms.c.customer_number == number, order_terms.c.batch <= batch)
    row = connection.execute(select(order_terms).where(*where).order_by(order_terms.c.no.desc()).limit(1)).first()
    if row is None:
        return OrderTerms(number, policy.discount_percent * 100)
    return OrderTerms(number, row.discount, bool(row.po_required), bool(row.ship_to_required))


def forced(connection: Connection, code: str, number: str, order_number: str, batch: int = NEWEST) -> tuple[str, ...]:
    """Return why a customer or one order is held by hand, in words."""
    newest_of: dict[str, Row[Any]] = {}
    where = (forced_hold.c.entity == code, forced_hold.c.customer_number == number, forced_hold.c.batch <= batch)
    for row in connection.execute(select(forced_hold).where(*where).order_by(forced_hold.c.no)):
        newest_of[row.number] = row
    standing = (newest_of.get(of) for of in ("", order_number))
    return tuple(f"{row.note or 'held'} ({row.by})" for row in standing if row is not None and row.held)


def parts(connection: Connection, due: Sequence[Row[Any]]) -> list[tuple[Row[Any], date, int]]:
    """Return documents in the parts that are due apart; what is settled fills the earliest."""
    chosen = select(instalment).where(among(connection, instalment.c.item_id, [one.item_id for one in due]))
    by_item: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(chosen.order_by(instalment.c.item_id, instalment.c.due_on, instalment.c.seq)):
        by_item[row.item_id].append(row)
    found = []
    for one in due:
        settled = one.amount - one.balance
        for part in by_item.get(one.item_id, ()):
            left = max(part.minor - settled, 0)
            settled = max(settled - part.minor, 0)
            if left:
                found.append((one, day(part.due_on), left))
        if one.item_id not in by_item:
            found.append((one, day(one.due_on), one.balance))
    return found
