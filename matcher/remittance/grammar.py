"""What our own numbers look like, learned from the items: which are issued, their shapes, how dense each shape is."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from matcher.remittance import normal
from matcher.remittance.issued import DOCUMENT, DOCUMENT_CORE, ORDER, ORDER_CORE, Issued, issued
from matcher.remittance.shapes import mask, shaped, space
from matcher.remittance.spellings import parted

#: A bare number whose shape is hit by chance more often than this says too little alone.
CHANCE_MAX = 0.002

#: Letters that lead a number and are no word for a document have so many at least.
_FOREIGN_MIN = 3
_DOCUMENT_WORDS = normal.INVOICE_WORDS | normal.CREDIT_WORDS | normal.DEBIT_WORDS | normal.ORDER_WORDS

#: What is known of a string: it is a document's number, as written or by its core; an order's; of a shape of ours.
_WRITTEN, _DOCUMENT, _ORDER, _SHAPED = 1, 2, 4, 8
_ISSUED = _DOCUMENT | _ORDER


_One = TypeVar("_One")


class Grammar:
    """Everything the readers ask about our numbers. Build it with `learned`; it holds no amounts.

    What was asked once is known. Strings are best asked many at a time (`ask`, `settle`): each asking goes through the
    whole book.
    """

    __slots__ = (
        *("_gathers", "_kept", "_known", "_leads", "_misses", "_missing"),
        *("beginnings", "book", "lengths", "masks", "near", "prefixes"),
    )

    def __init__(self, book: Issued) -> None:
        """Keep the book and what of it is small."""
        self.book = book
        self.prefixes = book.prefixes  # letters that lead our document numbers
        #: The first letters, all or some, of those.
        self.beginnings = frozenset(lead[: count + 1] for lead in book.prefixes for count in range(len(lead)))
        self.lengths = tuple(sorted(book.lengths))  # lengths of document numbers in all their forms
        #: The same, one letter or digit more or less.
        self.near = frozenset(length + more for length in book.lengths for more in (-1, 0, 1))
        #: shape -> how many different numbers of ours have it
        self.masks: dict[str, int] = dict(book.shapes.select("mask", "count").iter_rows())
        #: Letters that may lead a string that means anything of ours, left out or not.
        self._leads = {*map(normal.prefix, self.masks), *normal.INVOICE_WORDS, *normal.ORDER_WORDS}
        self._missing: set[str] = set()
        self._misses = 0
        self._known: dict[str, int] = {}
        self._kept: dict[object, Any] = {}
        self._gathers = False

    def once(self, key: object, work: Callable[[], _One]) -> _One:
        """Return what the work finds about a key, found once: kept as soon as all that it asks is known."""
        found: _One | None = self._kept.get(key)
        if found is None:
            before = self._misses
            found = work()
            if self._misses == before:
                self._kept[key] = found
        return found

    def ask(self, numbers: Iterable[str]) -> None:
        """Look up tight numbers, all at once."""
        new = [number for number in dict.fromkeys(numbers) if number not in self._known]
        if new:
            self._known.update(zip(new, _answers(self.book, new), strict=True))

    def settle(self, several: Iterable[_One], read: Callable[[_One], object]) -> None:
        """Read each, so often that all it asks is known: what was not is looked up in between, for all at once.

        While a string is not known, it is taken for none of ours: the last reading of each counts.
        """
        waiting = list(several)
        while waiting:
            self._gathers, again = True, []
            for one in waiting:
                before = self._misses
                read(one)
                if self._misses > before:
                    again.append(one)
            self._gathers, waiting = False, again
            self.ask(self._missing)
            self._missing.clear()

    def known(self, number: str) -> int:
        """Return what is known of a tight number."""
        found = self._known.get(number)
        return self._new(number) if found is None else found

    def _new(self, number: str) -> int:
        """Return what is known of a string not asked before: nothing yet, while gathering."""
        if not self.led(number):
            self._known[number] = 0
            return 0
        if self._gathers:
            self._missing.add(number)
            self._misses += 1
            return 0
        self.ask([number])
        return self._known[number]

    def led(self, number: str) -> bool:
        """Tell whether a tight number of ours may begin with the letters that lead this string."""
        lead = normal.prefix(number)
        return not lead or lead in self._leads

    def written(self, number: str) -> bool:
        """Tell whether the tight number names a document, letters included, zeros aside."""
        return bool(self.known(number) & _WRITTEN)

    def document(self, number: str) -> bool:
        """Tell whether the tight number names a document, letters included or left out."""
        found = self._known.get(number)
        return (self._new(number) if found is None else found) & _DOCUMENT != 0

    def documents(self, numbers: Iterable[str]) -> list[str]:
        """Return those of the tight numbers that name a document, letters included or left out."""
        known, new = self._known.get, self._new
        return [one for one in numbers if (new(one) if (found := known(one)) is None else found) & _DOCUMENT]

    def order(self, number: str) -> bool:
        """Tell whether the tight number is a purchase order, order or delivery number of an item."""
        return bool(self.known(number) & _ORDER)

    def issued(self, number: str) -> bool:
        """Tell whether the tight number names anything of ours."""
        found = self._known.get(number)
        return (self._new(number) if found is None else found) & _ISSUED != 0

    def shaped(self, number: str) -> bool:
        """Tell whether the tight number has a shape that our numbers have, issued or not."""
        return bool(self.known(number) & _SHAPED)

    def foreign(self, number: str) -> bool:
        """Tell whether the letters that lead a tight number are none of ours, nor a word for a document misspelled."""
        lead = normal.prefix(number)
        known = {*self.prefixes, *_DOCUMENT_WORDS}
        return len(lead) >= _FOREIGN_MIN and all(OSA.distance(lead, word, score_cutoff=1) > 1 for word in known)

    def chance(self, token: str) -> float:
        """Return the probability that a random token of this shape names something of ours, open or closed."""
        number = normal.tight(token)
        shapes = {mask(number), mask(normal.zeroless(number))}
        return min(1.0, max(self.masks.get(shape, 0) / space(shape) for shape in shapes))

    def chances(self, numbers: pl.Series) -> pl.DataFrame:
        """Return `chance` of tight numbers, each once: normal, chance."""
        different = numbers.unique()
        forms = _forms(parted(pl.DataFrame({"number": different, "written": different})))
        chances = self.book.shapes.select("shape", "chance")
        rated = forms.join(chances, on="shape", how="left").group_by("number").agg(pl.col("chance").max())
        return rated.select(normal="number", chance=pl.col("chance").fill_null(0).clip(0, 1))


def learned(items: pl.DataFrame, closed: pl.DataFrame) -> Grammar:
    """Return the grammar of all numbers on open and closed items; the order of rows does not matter."""
    return Grammar(issued(items, closed))


def _forms(numbers: pl.DataFrame) -> pl.DataFrame:
    """Return the shape (number, shape) of divided strings (number, lead, body, bare), and of them without zeros."""
    bare = numbers.filter(pl.col("bare") != pl.col("body")).select("number", "lead", body="bare")
    return shaped(pl.concat([numbers.select("number", "lead", "body"), bare]))


def _answers(book: Issued, numbers: list[str]) -> list[int]:
    """Return what is known of each string: of one that is no number of ours nor shaped like them, nothing (0).

    It is looked for as written, without zeros, and by its core, which counts where the letters before it may be left
    out.
    """
    written = pl.DataFrame({"written": numbers}, schema={"written": pl.String})
    given = parted(written.with_row_index("number"))
    no_part = pl.col("lead").is_in(["", *sorted(normal.INVOICE_WORDS - book.prefixes)])
    keys = given.select(
        pl.col("written").hash(),
        pl.concat_str("lead", "bare").hash().alias("zeroless"),
        pl.col("bare").hash(),
        drops=no_part,
        orders=no_part | pl.col("lead").is_in(sorted(normal.ORDER_WORDS)),
    )
    bits = book.bits(pl.concat([keys["written"], keys["zeroless"], keys["bare"]])).to_numpy().reshape(3, -1)
    whole, core = bits[0] | bits[1], bits[2]
    drops, orders = keys["drops"].to_numpy(), keys["orders"].to_numpy()
    known = _WRITTEN * _has(whole, DOCUMENT)
    known |= _DOCUMENT * (_has(whole, DOCUMENT) | (drops & _has(core, DOCUMENT_CORE)))
    known |= _ORDER * (_has(whole, ORDER) | (orders & _has(core, ORDER_CORE)))
    ours = pl.col("shape").is_in(book.shapes["shape"].implode())
    known[_forms(given).filter(ours)["number"].to_numpy()] |= _SHAPED
    answers: list[int] = known.tolist()
    return answers


def _has(bits: NDArray[np.uint8], bit: int) -> NDArray[np.bool_]:
    """Tell which keys are of this kind."""
    return np.asarray(bits & bit != 0)
