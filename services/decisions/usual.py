"""The terms customers have where a document names none: those of its day, so that a change affects later ones alone."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date

import polars as pl
from sqlalchemy import Connection, select

from kit.db import frame
from ledger import master, tables

_FACTS = {"number": pl.String, "terms": pl.String, "recorded_at": pl.Int64}


class Usual:
    """What customers' terms were by day: a fact holds from the day it was recorded, the first one before it as well.

    A site's own terms stand before its customer's on what is billed there (DOMAIN section 1).
    """

    def __init__(self, connection: Connection, entity: str, zone: str) -> None:
        self._days: defaultdict[str, list[date]] = defaultdict(list)
        self._terms: defaultdict[str, list[str]] = defaultdict(list)
        for number, terms, on in _facts(connection, entity, zone).iter_rows():
            self._days[number].append(on)
            self._terms[number].append(terms)
        self._sites: defaultdict[tuple[str, str], list[tuple[date, date, str]]] = defaultdict(list)
        for row in master.versions(connection, entity, master.Site).iter_rows(named=True):
            until = row["valid_until"] or date.max
            self._sites[row["customer_number"], row["code"]].append((row["valid_from"], until, row["terms"]))

    def knows(self, number: str, site: str = "") -> bool:
        """Say whether there is such a customer, and such a site of it where one is named."""
        return number in self._days and (not site or (number, site) in self._sites)

    def terms(self, number: str, on: date, site: str = "") -> str:
        """Return the terms of a document of a day, "" where there are none."""
        begun = [one for one in self._sites.get((number, site), []) if one[0] <= on]
        if begun:
            _, until, terms = max(begun, key=lambda one: one[0])
            if terms and on <= until:
                return terms
        place = bisect_right(self._days[number], on)
        return self._terms[number][max(place - 1, 0)]


def _facts(connection: Connection, entity: str, zone: str) -> pl.DataFrame:
    """Return each customer's terms, with the day they were recorded in the entity's zone, in order."""
    fact, batch = tables.customer_fact, tables.batch
    chosen = (
        select(fact.c.number, fact.c.terms, batch.c.recorded_at)
        .join(batch, batch.c.no == fact.c.batch)
        .where(fact.c.entity == entity)
        .order_by(fact.c.no)
    )
    rows = frame(connection, chosen, _FACTS)
    moment = pl.from_epoch("recorded_at", time_unit="us").dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
    return rows.select("number", "terms", moment.dt.date().alias("on"))
