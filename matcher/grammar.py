"""What our own numbers look like, learned from the items: which are issued, their shapes, how dense each shape is."""

from dataclasses import dataclass, field

import polars as pl

from matcher import normal

#: The shortest core (digits without letters and leading zeros) that may stand for a number on its own.
CORE_MIN = 3
#: A bare number whose shape is hit by chance more often than this says too little alone.
CHANCE_MAX = 0.002

#: A beginning that more documents share is no stem of theirs: it is a year or a series.
STEM_MAX = 9

#: The columns of an item that may be named, in the order in which a string is read.
FIELDS = ("document", "purchase_order", "order", "delivery")
_COLUMNS = dict(zip(FIELDS, ("document_number", "po_number", "order_number", "delivery_number"), strict=True))

#: One row a way to write one number of one item. `group` is what the string names: the document, or all of one order.
INDEX: dict[str, type[pl.DataType] | pl.DataType] = {
    "key": pl.String,
    "form": pl.String,  # tight, zeroless, core, stem
    "field": pl.String,
    "prefix": pl.String,
    "written": pl.String,
    "item_id": pl.String,
    "customer": pl.String,
    "document_number": pl.String,
    "state": pl.String,
    "group": pl.String,
}


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything the readers ask about our numbers. Build it with `learned`; it holds no amounts.

    `documents` and `orders` are the tight and zeroless forms of document numbers and of purchase order, order and
    delivery numbers; `cores` are document numbers without letters and leading zeros.
    """

    documents: frozenset[str] = frozenset()
    cores: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()
    order_cores: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()  # letters that lead our document numbers
    customers: frozenset[str] = frozenset()  # tight and zeroless customer numbers
    masks: dict[str, int] = field(default_factory=dict)  # shape -> how many different numbers of ours have it
    lengths: frozenset[int] = frozenset()  # lengths of document numbers in all their forms
    index: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=INDEX))

    def document(self, number: str) -> bool:
        """Tell whether the tight number names a document, letters included or left out."""
        return number in self.documents or normal.zeroless(number) in self.documents or self.bare(number)

    def bare(self, number: str) -> bool:
        """Tell whether the tight number is a document's core, with no letters or only a word for document before it."""
        lead = normal.prefix(number)
        return self.drops(lead) and normal.core(number) in self.cores

    def drops(self, lead: str) -> bool:
        """Tell whether the letters are no part of a number: none at all, or a word for document that we never issue."""
        return not lead or (lead in normal.INVOICE_WORDS and lead not in self.prefixes)

    def order(self, number: str) -> bool:
        """Tell whether the tight number is a purchase order, order or delivery number of an item."""
        if number in self.orders or normal.zeroless(number) in self.orders:
            return True
        lead = normal.prefix(number)
        return (self.drops(lead) or lead in normal.ORDER_WORDS) and normal.core(number) in self.order_cores

    def issued(self, number: str) -> bool:
        """Tell whether the tight number names anything of ours."""
        return self.document(number) or self.order(number)

    def shaped(self, number: str) -> bool:
        """Tell whether the tight number has a shape that our numbers have, issued or not."""
        return mask(number) in self.masks or mask(normal.zeroless(number)) in self.masks

    def chance(self, token: str) -> float:
        """Return the probability that a random token of this shape names something of ours, open or closed."""
        number = normal.tight(token)
        shapes = {mask(number), mask(normal.zeroless(number))}
        return min(1.0, max(self.masks.get(shape, 0) / space(shape) for shape in shapes))

    def crowding(self, token: str) -> float:
        """Return the share of one-digit slips of the token that name another number of ours."""
        number = normal.zeroless(normal.tight(token))
        slips = [
            number[:place] + digit + number[place + 1 :]
            for place, letter in enumerate(number)
            if letter.isdigit()
            for digit in "0123456789"
            if digit != letter
        ]
        return sum(map(self.issued, slips)) / len(slips) if slips else 0.0


def mask(number: str) -> str:
    """Return the shape of a tight number: leading letters as they are, then `9` for a digit and `A` for a letter."""
    lead = normal.prefix(number)
    return lead + "".join("9" if letter.isdigit() else "A" for letter in number[len(lead) :])


def space(shape: str) -> int:
    """Return how many numbers a shape can hold; a run of digits does not begin with zero."""
    body = shape[len(normal.prefix(shape)) :] if "9" in shape else ""
    tail = shape[shape.find("9") :] if body else ""
    digits, letters = tail.count("9"), tail.count("A")
    first = 9 if digits else 1
    count: int = first * 10 ** max(digits - 1, 0) * 26**letters
    return max(1, count)


def learned(items: pl.DataFrame, closed: pl.DataFrame) -> Grammar:
    """Return the grammar of all numbers on open and closed items; the order of rows does not matter."""
    index = indexed(items, closed)
    documents = index.filter(pl.col("field") == "document")
    exact = pl.col("form").is_in(["tight", "zeroless"])
    orders = index.filter(pl.col("field") != "document")
    cores = documents.filter(pl.col("form") == "core")
    return Grammar(
        documents=frozenset(documents.filter(exact)["key"].to_list()),
        cores=frozenset(cores["key"].to_list()),
        orders=frozenset(orders.filter(exact)["key"].to_list()),
        order_cores=frozenset(orders.filter(pl.col("form") == "core")["key"].to_list()),
        prefixes=frozenset(documents["prefix"].unique().to_list()) - {""},
        customers=_customers(items),
        masks=_masks(index),
        lengths=frozenset(documents["key"].str.len_bytes().unique().to_list()),
        index=index,
    )


def indexed(items: pl.DataFrame, closed: pl.DataFrame) -> pl.DataFrame:
    """Return the INDEX: every written form of every number of every item, open and closed."""
    named = pl.concat([_named(items, name, "open") for name in FIELDS] + [_named(closed, "document", "closed")])
    forms = named.with_columns(tight=normal.tight_column(pl.col("written"))).filter(
        pl.col("tight").str.contains("[0-9]")
    )
    forms = forms.with_columns(
        zeroless=normal.zeroless_column(pl.col("tight")),
        unpadded=normal.unpadded_column(pl.col("written")),
        core=normal.core_column(pl.col("tight")),
        prefix=normal.prefix_column(pl.col("tight")),
        stem=_stems(pl.col("written")),
    ).with_columns(bare_stem=normal.core_column(pl.col("stem")))
    long = forms.unpivot(
        on=["tight", "zeroless", "unpadded", "core", "stem", "bare_stem"],
        index=[name for name in INDEX if name not in {"key", "form"}],
        variable_name="form",
        value_name="key",
    )
    ranks = {"tight": 0, "zeroless": 1, "unpadded": 2, "core": 3, "stem": 4, "bare_stem": 5}
    short = pl.col("form").is_in(["core", "bare_stem"]) & (pl.col("key").str.len_bytes() < CORE_MIN)
    stem = pl.col("form").is_in(["stem", "bare_stem"])
    shared = pl.col("item_id").n_unique().over("key", "form") > STEM_MAX
    return (
        long.filter((pl.col("key") != "") & ~short & (~stem | (pl.col("field") == "document")))
        .filter(~stem | ~shared)
        .with_columns(rank=pl.col("form").replace_strict(ranks, return_dtype=pl.Int8))
        .sort("key", "field", "item_id", "rank")
        .unique(["key", "field", "item_id"], keep="first", maintain_order=True)
        .with_columns(pl.col("form").replace({"bare_stem": "stem", "unpadded": "zeroless"}))
        .select(list(INDEX))
    )


def _named(frame: pl.DataFrame, name: str, state: str) -> pl.DataFrame:
    """Return who bears which number in one column; what stands for nothing is left out."""
    written = pl.col(_COLUMNS[name]).fill_null("")
    one = (
        pl.col("item_id") if name == "document" else pl.concat_str(pl.lit(f"{name} "), "customer", pl.lit(" "), written)
    )
    return frame.filter(written != "").select(
        field=pl.lit(name),
        written=written,
        item_id="item_id",
        customer="customer",
        document_number="document_number",
        state=pl.lit(state),
        group=one,
    )


def _stems(written: pl.Expr) -> pl.Expr:
    """Return the tight number before a document's own ending (`10023-A` is found by 10023 too), else an empty text."""
    stem = written.str.to_uppercase().str.extract(r"^(.*[0-9]{3})[^A-Z0-9]+(?:[A-Z]{1,2}|[0-9]{1,2})$", 1)
    return normal.zeroless_column(normal.tight_column(stem.fill_null("")))


def _customers(items: pl.DataFrame) -> frozenset[str]:
    """Return the written forms of the customer numbers on the items."""
    numbers = items.select(tight=normal.tight_column(pl.col("customer"))).unique()
    return frozenset(numbers["tight"].to_list()) | frozenset(
        numbers.select(normal.zeroless_column(pl.col("tight")))["tight"]
    )


def _masks(index: pl.DataFrame) -> dict[str, int]:
    """Return how many different keys have each shape."""
    keys = index.filter(pl.col("form") != "stem").select("key", lead=normal.prefix_column(pl.col("key"))).unique()
    body = pl.col("key").str.slice(pl.col("lead").str.len_bytes())
    shape = pl.col("lead") + body.str.replace_all("[0-9]", "9").str.replace_all("[A-Z]", "A")
    counted = keys.select(shape=shape).group_by("shape").len().sort("shape")
    return dict(zip(counted["shape"].to_list(), counted["len"].to_list(), strict=True))
