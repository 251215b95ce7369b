"""Names that share their rare runs of three letters: the few, of all customers', that are worth a closer look."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Grams that more of the names have than this share, and than so many, say nothing.
_SHARE = 0.02
_FLOOR = 200
#: A name is compared by its rarest grams, those that so many entries in all have: among few customers by all of them.
_POSTINGS_MAX = 6_000
#: The letters of a normal form and the marks of its ends, in the order of their codes; a gram is three of them.
_LETTERS = b"$0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^"
_BASE = len(_LETTERS)
_CODES = np.zeros(256, dtype=np.int64)
_CODES[np.frombuffer(_LETTERS, dtype=np.uint8)] = np.arange(_BASE)


@dataclass(frozen=True, slots=True)
class Grams:
    """Which names have which grams, made by `grams`: those of gram `g` are `held[first[g] : first[g + 1]]`."""

    held: NDArray[np.int64]
    first: NDArray[np.int64]
    weights: NDArray[np.float64]  # the square of each gram's rarity
    norms: NDArray[np.float64]  # the length of each name's vector of rarities

    def nearest(self, form: str, count: int) -> list[int]:
        """Return the names with the largest likeness to a normal form, nearest first, equals in their order."""
        codes = _different(_coded(form))
        sizes = self.first[codes + 1] - self.first[codes]
        if sizes.sum() > _POSTINGS_MAX:
            rarest = np.argsort(sizes, kind="stable")
            codes = np.sort(codes[rarest[np.cumsum(sizes[rarest]) <= _POSTINGS_MAX]])
            sizes = self.first[codes + 1] - self.first[codes]
        if not sizes.any():
            return []
        places = np.concatenate(
            [self.held[start : start + size] for start, size in zip(self.first[codes], sizes, strict=True)]
        )
        scores = np.bincount(places, weights=np.repeat(self.weights[codes], sizes), minlength=len(self.norms))
        met = _different(places)
        ranks = scores[met] / self.norms[met]
        if len(met) > count:
            good = ranks >= np.partition(ranks, -count)[-count]
            met, ranks = met[good], ranks[good]
        nearest: list[int] = met[np.argsort(-ranks, kind="stable")[:count]].tolist()
        return nearest


def grams(forms: Sequence[str]) -> Grams:
    """Return which of the normal forms have which grams, the commonest left out."""
    sizes = np.fromiter(map(len, forms), dtype=np.int64, count=len(forms))
    places = np.repeat(np.arange(len(forms)), sizes)
    keys = _different(_coded_all(forms) * max(len(forms), 1) + places)
    codes, places = np.divmod(keys, max(len(forms), 1))
    counts = np.bincount(codes, minlength=_BASE**3)
    counts[counts > max(_FLOOR, int(len(forms) * _SHARE))] = 0
    kept = counts[codes] > 0
    codes, places = codes[kept], places[kept]
    weights = np.log1p(len(forms) / np.maximum(counts, 1)) ** 2
    earliest = np.full(_BASE**3, len(forms))
    np.minimum.at(earliest, codes, places)
    order = np.lexsort((places, codes, earliest[codes]))  # sums in the order in which the grams were met
    norms = np.bincount(places[order], weights=weights[codes[order]], minlength=len(forms))
    first = np.concatenate([[0], np.cumsum(counts)])
    return Grams(places, first, weights, np.sqrt(np.maximum(norms, 1e-9)))


def _different(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the codes in order, each once."""
    ordered = np.sort(codes)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _coded(form: str) -> NDArray[np.int64]:
    """Return the codes of the runs of three letters of a normal form, its ends marked."""
    letters = _CODES[np.frombuffer(f"^{form}$".encode(), dtype=np.uint8)]
    return (letters[:-2] * _BASE + letters[1:-1]) * _BASE + letters[2:]


def _coded_all(forms: Sequence[str]) -> NDArray[np.int64]:
    """Return the codes of all forms behind each other, as many for each as it has letters."""
    letters = _CODES[np.frombuffer("".join(f"^{form}$" for form in forms).encode(), dtype=np.uint8)]
    codes = (letters[:-2] * _BASE + letters[1:-1]) * _BASE + letters[2:]
    ends = np.cumsum(np.fromiter((len(form) + 2 for form in forms), dtype=np.int64, count=len(forms)))
    inside = np.ones(len(codes), dtype=np.bool_)
    inside[ends[:-1] - 1] = False  # a run over the end of a form and the beginning of the next
    inside[ends[:-1] - 2] = False
    return codes[inside]
