"""All our numbers as columns of hashes: of a million only those that a morning's strings ask for become text again."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from matcher.remittance import normal
from matcher.remittance.shapes import mask, shaped, space
from matcher.remittance.spellings import CORE, STEM, STEM_MAX, WHOLE, endings, forms, spelled, ways

#: The columns of an item that may be named, in the order in which a string is read.
FIELDS = ("document", "purchase_order", "order", "delivery")
_COLUMNS = dict(zip(FIELDS, ("document_number", "po_number", "order_number", "delivery_number"), strict=True))

#: So many numbers are spelled, or turned to look-alikes, at a time: as text they take many times their hashes' room.
_SLICE = 100_000
#: What is written with a letter behind a digit, with zeros behind letters before a separator, or in another script.
_ODD = r"[0-9][^A-Za-z]*[A-Za-z]|[A-Za-z]0.*[^A-Za-z0-9]|[^\x00-\x7F]"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: One row an open number: without the zeros that lead it.
_OPEN = {"row": pl.UInt32, "number": pl.String, "customer": pl.String, "field": pl.String}

#: What a key is: a way to write a document's number (whole, core, stem), or an order's, which has no stem.
DOCUMENT, DOCUMENT_CORE, ORDER, ORDER_CORE = WHOLE, CORE, WHOLE << 3, CORE << 3


@dataclass(frozen=True, slots=True)
class _Source:
    """One column of numbers; its rows are counted from `first`."""

    frame: pl.DataFrame
    field: str
    state: str
    first: int

    @property
    def written(self) -> pl.DataFrame:
        """Return the numbers as written: row, written; what stands for nothing is left out."""
        row = pl.int_range(self.first, self.first + pl.len(), dtype=pl.UInt32)
        column = pl.col(_COLUMNS[self.field])
        return self.frame.select(row=row, written=column).filter(pl.col("written").fill_null("") != "")

    def written_by(self, customers: pl.Series) -> pl.DataFrame:
        """Return the numbers of some customers: row, customer, written."""
        row = pl.int_range(self.first, self.first + pl.len(), dtype=pl.UInt32)
        wanted = pl.DataFrame({"customer": customers.unique()})
        rows = self.frame.select("customer", row=row, written=_COLUMNS[self.field])
        return rows.join(wanted, on="customer", how="semi").filter(pl.col("written").fill_null("") != "")

    def about(self, rows: pl.Series) -> pl.DataFrame:
        """Return whose the numbers in those of the rows are that are its own."""
        mine = self._mine(rows)
        about = self.frame[mine - self.first].select("item_id", "customer", "document_number")
        return about.with_columns(mine.alias("row"), state=pl.lit(self.state))

    def _mine(self, rows: pl.Series) -> pl.Series:
        """Return those of the rows that are its own."""
        return rows.filter(rows.is_between(self.first, self.first + self.frame.height, closed="left"))

    def borne(self, rows: pl.Series) -> pl.DataFrame:
        """Return who bears the numbers in those of the rows that are its own."""
        mine = self._mine(rows) - self.first
        written = pl.col(_COLUMNS[self.field])
        order = pl.concat_str(pl.lit(f"{self.field} "), "customer", pl.lit(" "), written)
        return self.frame[mine].select(
            row=self._mine(rows),
            field=pl.lit(self.field),
            written=written,
            item_id="item_id",
            customer="customer",
            document_number="document_number",
            document_type="document_type",
            state=pl.lit(self.state),
            group=pl.col("item_id") if self.field == "document" else order,
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """The numbers of all open and closed items. Build it with `issued`.

    `shared` are the stems that too many documents have, `shapes` how many different numbers have which shape.
    """

    sources: tuple[_Source, ...]
    keys: pl.DataFrame
    shared: pl.DataFrame
    shapes: pl.DataFrame
    prefixes: frozenset[str]
    lengths: frozenset[int]

    def bits(self, hashes: pl.Series) -> pl.Series:
        """Return what each of the hashes is: 0 where it is none of ours."""
        ours = self._met(hashes).group_by("hash").agg(pl.col("bits").bitwise_or())
        asked = pl.DataFrame({"hash": hashes}).join(ours, on="hash", how="left", maintain_order="left")
        return asked["bits"].fill_null(0)

    def named(self, numbers: pl.Series) -> pl.DataFrame:
        """Return the INDEX of the numbers that any of these strings writes, each in all its forms."""
        return self._index(self._met(numbers.hash())["row"])

    def alike(self, folds: pl.Series) -> pl.DataFrame:
        """Return the INDEX of the documents with a form that, look-alikes turned to digits, is one of these strings."""
        # Most of our letters lead: behind them a number's digits are those of its fold.
        led = self._met(pl.concat([folds, *(_behind(lead, folds) for lead in sorted(self.prefixes))]).hash())["row"]
        odd = [_folded(source, folds) for source in self.sources if source.field == "document"]
        return self._index(pl.concat([led, *odd]))

    def sizes(self, customers: pl.Series) -> pl.DataFrame:
        """Return how many different strings write a number, open or closed, of each of some customers."""
        rows = pl.concat(source.written_by(customers).select("row", "customer") for source in self.sources)
        theirs = self.keys.filter(pl.col("row").is_in(rows["row"].implode()))
        return theirs.join(rows, on="row", how="inner").group_by("customer").agg(size=pl.col("hash").n_unique())

    def open(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """Return the open numbers in the fields of some customers (customer, field): with their row, without zeros.

        Each as `forms` gives it: a row may come twice.
        """
        found = []
        for source in self.sources:
            theirs = wanted.filter(pl.col("field") == source.field)
            if source.state == "open" and theirs.height:
                rows = source.written_by(theirs["customer"])
                numbers = forms(rows.select("row", "written"))
                found.append(numbers.join(rows.select("row", "customer"), on="row", how="inner"))
                found[-1] = found[-1].with_columns(field=pl.lit(source.field))
        return pl.concat(found) if found else pl.DataFrame(schema=_OPEN)

    def about(self, rows: pl.Series) -> pl.DataFrame:
        """Return whose the numbers in these rows are: row, item_id, customer, document_number, state."""
        found = rows.unique()
        return pl.concat(source.about(found) for source in self.sources)

    def _met(self, hashes: pl.Series) -> pl.DataFrame:
        """Return the keys with one of these hashes."""
        return self.keys.filter(pl.col("hash").is_in(hashes.unique().implode()))

    def _index(self, rows: pl.Series) -> pl.DataFrame:
        """Return the INDEX of the numbers in these rows."""
        found = rows.unique()
        return spelled(pl.concat([source.borne(found) for source in self.sources]), self.shared)


def issued(items: pl.DataFrame, closed: pl.DataFrame) -> Issued:
    """Return the numbers of all open and closed items; the order of rows does not matter to what is asked."""
    sources = tuple(_sources(items, closed))
    stemmed, shared = _stemmed([source for source in sources if source.field == "document"])
    keys, shapes = [], []
    prefixes: set[str] = set()
    lengths = set(stemmed["key"].str.len_bytes().unique().to_list())
    written = ((each, part) for each in sources for part in _sliced(each.written))
    for source, numbers in written:
        found = shaped(ways(numbers))
        shapes.append(found.group_by("shape").agg(pl.col("key").first()))
        document = source.field == "document"
        if document:
            prefixes |= set(found["lead"].unique().to_list())
            lengths |= set(found["key"].str.len_bytes().unique().to_list())
        bits = pl.col("bits") * pl.lit(DOCUMENT if document else ORDER, pl.UInt8)
        keys.append(found.select(pl.col("key").hash().alias("hash"), "row", bits, "shape"))
    every = pl.concat(keys)
    ends = stemmed.select(pl.col("key").hash().alias("hash"), "row", bits=pl.lit(STEM, pl.UInt8))
    return Issued(
        sources,
        pl.concat([every.drop("shape"), ends]),
        shared,
        _counted(every, pl.concat(shapes).unique("shape")),
        frozenset(prefixes - {""}),
        frozenset(lengths),
    )


def _sliced(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield rows some at a time, once at least."""
    yield from rows.iter_slices(_SLICE) if rows.height else (rows,)


def _counted(keys: pl.DataFrame, samples: pl.DataFrame) -> pl.DataFrame:
    """Return how many different numbers have each shape, and the probability that a random number of it is ours."""
    counted = keys.group_by("shape").agg(count=pl.col("hash").n_unique()).join(samples, on="shape")
    named = [mask(sample) for sample in counted["key"].to_list()]
    chances = [count / space(name) for name, count in zip(named, counted["count"].to_list(), strict=True)]
    made = counted.select("shape", "count").with_columns(
        mask=pl.Series(named, dtype=pl.String), chance=pl.Series(chances, dtype=pl.Float64)
    )
    return made.sort("mask")


def _stemmed(documents: list[_Source]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the stems of documents (row, key) and those (key, form) that too many share to be anybody's."""
    kept = endings(pl.concat([source.written for source in documents]))
    shared = kept.group_by("key", "form").len().filter(pl.col("len") > STEM_MAX).select("key", "form")
    return kept.join(shared, on=["key", "form"], how="anti").select("row", "key"), shared


def _behind(lead: str, folds: pl.Series) -> pl.Series:
    """Return the numbers with these letters before their digits whose fold is one of the strings, and some others."""
    turned = normal.folded(lead)
    turned = turned.rstrip("0") if set(turned.lstrip(_LETTERS)) <= {"0"} else turned
    return lead + folds.filter(folds.str.starts_with(turned)).str.slice(len(turned))


def _folded(source: _Source, folds: pl.Series) -> pl.Series:
    """Return the rows of a column with letters behind digits whose number, look-alikes turned, is such a string.

    And of those with zeros behind letters in a part of their own, whose forms are not all in the book of keys.
    """
    odd = source.written.filter(pl.col("written").str.contains(_ODD))
    wanted = pl.col("fold").is_in(folds.hash().unique().implode())
    spelt = (ways(part).select("row", "key") for part in odd.iter_slices(_SLICE))
    found = [part.select("row", fold=normal.folded_column(part["key"]).hash()).filter(wanted)["row"] for part in spelt]
    return pl.concat(found) if found else odd["row"]


def _sources(items: pl.DataFrame, closed: pl.DataFrame) -> Iterator[_Source]:
    """Yield the documents' numbers and every other column that holds one, rows counted through all of them."""
    first = 0
    for frame, field, state in (*((items, field, "open") for field in FIELDS), (closed, "document", "closed")):
        if field == "document" or (frame[_COLUMNS[field]] != "").any():
            yield _Source(frame, field, state, first)
        first += frame.height
