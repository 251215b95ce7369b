"""What a discount is booked as: earned by its day and grace or allowed late, and the tax it takes along (DOMAIN §2)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, select

import ledger
from kit.db import among
from kit.money import Money, share
from kit.refusals import Invalid
from ledger.journal import day
from ledger.records import NewApplication, WriteOff
from ledger.tables import instalment, item, open_item
from matcher import Policy

_FACTS = tuple(
    item.c[name] for name in ("item_id", "terms", "issued_on", "discount_until", "amount", "tax", "currency")
)


def graced(connection: Connection, entity: str, items: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Return ITEMS whose discounts last as much longer as the grace of their own terms exceeds the policy's."""
    agreed = ledger.terms.agreed(connection, entity)
    if not agreed.any_grace:
        return items
    mine = select(open_item.c.no).where(open_item.c.entity == entity)
    chosen = select(*_FACTS).where(item.c.no.in_(mine), item.c.discount_until.is_not(None), item.c.terms != "")
    more = {
        row.item_id: grace - policy.discount_grace_days
        for row in connection.execute(chosen)
        if (grace := agreed.grace(row.terms, day(row.issued_on))) > policy.discount_grace_days
    }
    longer = pl.col("item_id").replace_strict(more, default=0, return_dtype=pl.Int64)
    return items.with_columns(pl.col("discount_until") + pl.duration(days=longer))


def booked(connection: Connection, rows: Sequence[NewApplication], policy: Policy) -> list[NewApplication]:
    """Return applications whose discounts take their part of the sales tax along, where the policy has it so (P37)."""
    if policy.discount_tax == "keep" or not any(row.discount for row in rows):
        return list(rows)
    facts = _facts(connection, (row.item_id for row in rows if row.discount))
    return [
        row._replace(discount_tax=share(row.discount, facts[row.item_id].tax, facts[row.item_id].amount))
        if row.discount > 0 and row.item_id in facts
        else row
        for row in rows
    ]


def by_hand(
    connection: Connection, entity: str, rows: Sequence[NewApplication], received_on: date, policy: Policy
) -> list[NewApplication]:
    """Return what a person applies, its discounts told earned or not by the day the money came.

    Refused: as `within`, and Invalid for a write-off above what one person may.
    """
    facts = _facts(connection, (row.item_id for row in rows if row.discount or row.write_off))
    until = _until(connection, entity, facts, policy)
    for row in rows:
        if row.write_off_kind is WriteOff.SMALL_BALANCE and row.write_off > policy.by_hand_limit:
            currency = facts[row.item_id].currency
            asked, most = Money(row.write_off, currency), Money(policy.by_hand_limit, currency)
            raise Invalid(
                f"{asked} is more than one person writes off ({most}): apply what came and ask for the rest, adjust"
            )
    told = [row._replace(discount_earned=received_on <= until.get(row.item_id, date.min)) for row in rows]
    return booked(connection, within(connection, told, policy), policy)


def within(connection: Connection, rows: Sequence[NewApplication], policy: Policy) -> Sequence[NewApplication]:
    """Return the rows. Refused: Invalid where one person allows more late discount than the policy lets him."""
    late = sum(row.discount for row in rows if not row.discount_earned)
    if late > policy.unearned_discount_limit:
        facts = _facts(connection, (row.item_id for row in rows))
        currency = next(iter(facts.values())).currency
        asked, most = Money(late, currency), Money(policy.unearned_discount_limit, currency)
        raise Invalid(
            f"a discount of {asked} comes too late and one person allows {most}: apply what came and ask for the rest, "
            "adjust late_discount, or open a deduction"
        )
    return rows


def _facts(connection: Connection, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """Return what items say of their tax, terms and discount."""
    return {
        row.item_id: row for row in connection.execute(select(*_FACTS).where(among(connection, item.c.item_id, ids)))
    }


def _until(connection: Connection, entity: str, facts: Mapping[str, Row[Any]], policy: Policy) -> dict[str, date]:
    """Return the last day of each item's discounts, grace included: that of the policy or of its terms, the longer."""
    agreed = ledger.terms.agreed(connection, entity)
    lasts = {name: [day(row.discount_until)] for name, row in facts.items() if row.discount_until}
    chosen = select(instalment.c.item_id, instalment.c.offers).where(among(connection, instalment.c.item_id, facts))
    for row in connection.execute(chosen):
        lasts.setdefault(row.item_id, []).extend(date.fromisoformat(last) for last, _ in json.loads(row.offers))
    return {
        name: max(days)
        + timedelta(days=max(policy.discount_grace_days, agreed.grace(facts[name].terms, day(facts[name].issued_on))))
        for name, days in lasts.items()
        if days
    }
