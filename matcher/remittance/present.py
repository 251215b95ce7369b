"""The numbers of the items handed in, with the types of their documents: what a string is joined to."""

from dataclasses import dataclass

import polars as pl

from matcher.remittance.issued import Issued


@dataclass(frozen=True, slots=True)
class Present:
    """The book of numbers, seen through the items that are there; every answer is an INDEX with `document_type`."""

    book: Issued
    types: pl.DataFrame  # item_id, document_type

    def named(self, numbers: pl.Series) -> pl.DataFrame:
        """Return the numbers that any of these strings writes, in all their forms."""
        return self._there(self.book.named(numbers))

    def alike(self, folds: pl.Series) -> pl.DataFrame:
        """Return the documents with a form that, look-alikes turned to digits, is one of these strings."""
        return self._there(self.book.alike(folds))

    def sizes(self, customers: pl.Series) -> pl.DataFrame:
        """Return how many different strings write a number of each of some customers: customer, size."""
        return self.book.sizes(customers, self.types)

    def open(self, wanted: pl.DataFrame) -> pl.DataFrame:
        """Return the open numbers, there or not, in the fields of some customers: row, customer, field, number."""
        return self.book.open(wanted)

    def about(self, found: pl.DataFrame) -> pl.DataFrame:
        """Return the rows found with whose they are, those that are there."""
        about = self.book.about(found["row"]).join(self.types, on="item_id", how="semi")
        return found.join(about, on="row", how="inner")

    def _there(self, index: pl.DataFrame) -> pl.DataFrame:
        """Return what of the index belongs to an item that is there."""
        types = self.types.join(index, on="item_id", how="semi").unique("item_id")
        return index.join(types, on="item_id", how="inner", maintain_order="left")


def present(book: Issued, items: pl.DataFrame, closed: pl.DataFrame) -> Present:
    """Return the numbers of these items, open and closed."""
    return Present(book, pl.concat([frame.select("item_id", "document_type") for frame in (items, closed)]))
