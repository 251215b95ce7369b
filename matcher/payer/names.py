"""Which customers a payer's name can mean: exact normal form first, then a cut name, then look-alike names."""

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from kit.remembering import remembered
from matcher.payer.abbreviations import ABBREVIATIONS
from matcher.payer.grams import Grams, grams

#: Words that say only what sort of body a name is.
LEGAL_FORMS = frozenset(
    {
        *("INC", "INCORPORATED", "LLC", "LLP", "LP", "LTD", "LIMITED", "CORP", "CORPORATION"),
        *("CO", "COMPANY", "COMPANIES", "PLC", "PC", "PLLC", "PA", "NA", "GMBH"),
        *("AG", "SA", "SARL", "SAS", "BV", "NV", "OY", "AB", "AS"),
        *("PTY", "PTE", "SRL", "SPA", "KG", "LTDA"),
        *("OHG", "EK", "MBH", "SL", "SRO", "KFT", "APS", "OU"),
    }
)
#: Words behind which another name of the same body begins.
_CALLED = (
    r"D\s?/?\s?B\s?/?\s?A|DOING BUSINESS AS|T\s?/\s?A|TRADING AS|A\s?/?\s?K\s?/?\s?A|F\s?/?\s?K\s?/?\s?A|"
    r"FORMERLY(?: KNOWN AS)?|NOW KNOWN AS"
)
_OTHER_NAMES = re.compile(rf"[( ]\b(?:{_CALLED})\b[ :.]*", re.IGNORECASE)
#: Words behind which the other name of a payer, or the one paid for, begins.
SEPARATORS = re.compile(
    rf"\b(?:{_CALLED}|C\s?/\s?O|O\s?/\s?B\s?/\s?O|OBO|FBO|F\s?/\s?B\s?/\s?O|ON BEHALF OF|FOR ACCOUNT OF)\b[ :.]*"
)

#: Lengths at which fields cut a name: NACHA 16 and 22, lockboxes 30, wires and ISO 35; a name this long, or a blank
#: less, may be cut.
CUT_LENGTHS = frozenset({14, 15, 16, 21, 22, 29, 30, 34, 35})
#: The shortest cut name, letters and digits only, that may stand for a customer.
CUT_MIN = 8

#: how -> the probability that a sole customer so found is the payer.
SURE = {"name": 0.95, "order": 0.9, "cut": 0.88}
#: The same of all customers together whose names go on where the payer's, which is another's, ends.
BEGUN = 0.01
#: A look-alike below this score is none; between this and 100 its probability rises from SCORE_LOW_P to SCORE_HIGH_P.
SCORE_MIN = 82.0
SCORE_LOW_P, SCORE_HIGH_P = 0.3, 0.88
#: What another number in a name takes off its likeness: shop 20 is not shop 26, nor surely the chain.
OTHER_NUMBER = 6.0
_NEAREST = 10
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
_INITIAL = re.compile(r"(?:^| )[^\W\d](?: |$)")
_LETTERS = re.compile(r"\b(?:[A-Z]\.\s?){2,}")
#: Letters that are no Latin letter with an accent -> the Latin letters that stand for them (Cyrillic as passports do).
_LATIN = {
    ord(letter): latin
    for letters, written in (
        ("Ø Ł Đ ı Ŧ Ħ Æ Œ Þ Ð ẞ", "O L D I T H AE OE TH D SS"),
        ("А Б В Г Д Е Ё З И Й І К Л М Н О П Р С Т У Ф", "A B V G D E E Z I I I K L M N O P R S T U F"),
        ("Ы Э Ї Є Ж Х Ц Ч Ш Щ Ю Я Ъ", "Y E I E ZH KH TS CH SH SHCH IU IA IE"),
        ("Α Β Γ Δ Ε Ζ Η Ι Κ Λ Μ Ν Ξ Ο Π Ρ Σ Τ Υ Φ Ω", "A V G D E Z I I K L M N X O P R S T Y F O"),
        ("Ά Έ Ή Ί Ό Ύ Ώ Ϊ Ϋ Θ Χ Ψ", "A E I I O Y O I Y TH CH PS"),
    )
    for letter, latin in zip(letters.split(), written.split(), strict=True)
} | {ord("Ь"): ""}
#: Letters that banks without them write as two.
_WRITTEN = {ord(letter): out for letter, out in zip("ÄÖÜÅØÆ", ("AE", "OE", "UE", "AA", "OE", "AE"), strict=True)}
#: So many names keep their normal form: a payer's stands on many receipts, links and customers.
_REMEMBERED = 1 << 15


@dataclass(frozen=True, slots=True)
class Likeness:
    """A customer that a name can mean: how likely, how it was found, and the customer's own name so compared."""

    customer: str
    probability: float
    how: str  # name, alias, name_order, name_cut, name_alike
    name: str


@dataclass(frozen=True)
class Directory:
    """All names and aliases of the customers, ready to be looked up. Build it with `directory`.

    An entry is a customer, a name as written and whether it is an alias; the other lists are in the entries' order.
    What only a cut or a misspelt name asks for is made when the first such name comes.
    """

    entries: tuple[tuple[str, str, bool], ...] = ()
    raws: tuple[str, ...] = ()  # letters and digits of the whole name
    carried: tuple[str, ...] = ()  # its carrying words, blanks between
    forms: tuple[str, ...] = ()  # its carrying words, without blanks

    @cached_property
    def exact(self) -> dict[str, list[int]]:
        """Return the entries of each normal form."""
        return _places(self.forms)

    @cached_property
    def ordered(self) -> dict[str, list[int]]:
        """Return the entries of each set of words."""
        return _places([" ".join(sorted(carried.split())) for carried in self.carried])

    @cached_property
    def uninitialled(self) -> dict[str, list[int]]:
        """Return the entries with an initial by their other words, sorted: `Ana M. Reyes` by ANA REYES."""
        held: dict[str, list[int]] = {}
        for place, carried in enumerate(self.carried):
            if _INITIAL.search(carried):
                held.setdefault(" ".join(sorted(word for word in carried.split() if len(word) > 1)), []).append(place)
        return held

    @cached_property
    def beginnings(self) -> list[tuple[str, int]]:
        """Return whole names and their entries, sorted: a cut name is found by bisection."""
        return sorted(
            {pair for names in (self.raws, self.forms) for pair in zip(names, range(len(names)), strict=True)}
        )

    @cached_property
    def grams(self) -> Grams:
        """Return which entries have which three letters."""
        return grams([_ascii(form) for form in self.forms])


def _ascii(form: str) -> str:
    """Return what of a normal form is Latin: only of that look-alikes are found."""
    return form if form.isascii() else "".join(filter(str.isascii, form))


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    """Return at which places each key stands."""
    held: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        held.setdefault(key, []).append(place)
    return held


def latin(name: str) -> str:
    """Return a name in capitals: accents off, Cyrillic and Greek in Latin letters, other scripts as they are."""
    if name.isascii():
        return name.upper()
    split = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).upper().translate(_LATIN))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _spellings(name: str) -> tuple[str, ...]:
    """Return a name, and the same with its letters written out as banks do that have only A to Z (`MUELLER`)."""
    if name.isascii():
        return (name,)
    out = unicodedata.normalize("NFC", name).upper().translate(_WRITTEN)
    return (name, out) if latin(out) != latin(name) else (name,)


def words(name: str) -> list[str]:
    """Return the words that carry a name: accents off, `&` read as AND, abbreviations written out, legal forms dropped.

    A name of legal forms only keeps them.
    """
    found = [
        word for word in _NOT_WORD.split(_joined_letters(latin(name).replace("&", " AND ").replace("'", ""))) if word
    ]
    kept = [ABBREVIATIONS.get(word, word) for word in found if word not in LEGAL_FORMS]
    if kept[:1] == ["THE"] and len(kept) > 1:
        kept = kept[1:]
    while kept and kept[-1] == "AND":
        kept = kept[:-1]
    return kept or found


def _joined_letters(name: str) -> str:
    """Return the name with letters that points part written together: `A.B.C. CO` is `ABC CO`, `L.L.C.` is `LLC`."""
    return _LETTERS.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", name) if "." in name else name


@remembered(_REMEMBERED)
def form(name: str) -> str:
    """Return the normal form of a name, without blanks."""
    return "".join(words(name))


def raw(name: str) -> str:
    """Return letters and digits of the name as written, legal forms and all: what a cut field begins with."""
    return _NOT_WORD.sub("", latin(name))


def directory(names: Iterable[tuple[str, str, bool]]) -> Directory:
    """Return the directory of (customer, name, is an alias); a name without letters or digits is left out.

    Of a customer that bears two names (`ALDER FOODS LLC DBA THE CORNER OVEN`) each is an alias.
    """
    given = {entry for entry in names if raw(entry[1])}
    known = sorted(given | {(customer, one, True) for customer, name, _ in given for one in _several(name)})
    spelled = [(entry, spelling) for entry in known for spelling in _spellings(entry[1])]
    carried = tuple(" ".join(words(name)) for _, name in spelled)
    forms = tuple(one.replace(" ", "") for one in carried)
    return Directory(tuple(entry for entry, _ in spelled), tuple(raw(name) for _, name in spelled), carried, forms)


def _several(name: str) -> list[str]:
    """Return the names that one name holds, if it holds two; a short one could be a part of anybody's."""
    found = _OTHER_NAMES.split(name)
    return [one for one in found if len(raw(one)) >= CUT_MIN] if len(found) > 1 and all(map(raw, found)) else []


class _Name(NamedTuple):
    """A payer's name, or a part of one, in the forms in which it is looked up."""

    written: str
    raw: str
    carried: str

    @property
    def form(self) -> str:
        """Return the normal form."""
        return self.carried.replace(" ", "")


def alike(name: str, known: Directory) -> list[Likeness]:
    """Return the customers a payer's name can mean, likeliest first; probabilities sum to less than one.

    A payer that names two (DBA, care of, on behalf of) is looked up by each part; a customer's surest reading counts.
    """
    return alike_all([name], known)[0]


def alike_all(names: Sequence[str], known: Directory) -> list[list[Likeness]]:
    """Return `alike` of each name; look-alikes are compared for all at once."""
    parts = [_parts(name) for name in names]
    found: dict[_Name, list[Likeness]] = {}
    unlike: list[_Name] = []
    for part in dict.fromkeys(part for several in parts for part in several):
        if places := _sure(part, known):
            found[part] = places
        else:
            unlike.append(part)
    found.update(zip(unlike, _nearest(unlike, known), strict=True))
    return [_best([found[part] for part in several]) for several in parts]


def _parts(name: str) -> list[_Name]:
    """Return a payer's whole name and, where it names two, each of them."""
    several = SEPARATORS.split(latin(name))
    parts = (name, *several) if len(several) > 1 else (name,)
    spelled = dict.fromkeys(spelling for part in parts for spelling in _spellings(part))
    return [_Name(part, whole, " ".join(words(part))) for part in spelled if (whole := raw(part))]


def _best(found: Sequence[Sequence[Likeness]]) -> list[Likeness]:
    """Return the surest reading of each customer, likeliest first."""
    best: dict[str, Likeness] = {}
    for one in (one for several in found for one in several):
        if one.customer not in best or best[one.customer].probability < one.probability:
            best[one.customer] = one
    ordered = sorted(best.values(), key=lambda one: (-one.probability, one.customer))
    total = math.fsum(one.probability for one in ordered)
    scale = min(1.0, 0.97 / total) if total else 1.0
    return [Likeness(one.customer, one.probability * scale, one.how, one.name) for one in ordered]


def _sure(name: _Name, known: Directory) -> list[Likeness]:
    """Return whom one name means as it stands, in another order or cut: by the first way that finds any customer."""
    if places := known.exact.get(name.form):
        same = [place for place in places if known.raws[place] == name.raw] or places
        cut = _cut(name, known)
        if {known.entries[place][0] for place in cut} - {known.entries[place][0] for place in same}:
            return _equal(sorted({*same, *cut}), SURE["cut"], "name_cut", known)
        return [*_equal(same, SURE["name"], "name", known), *_begun(name, same, known)]
    if places := known.ordered.get(" ".join(sorted(name.carried.split()))):
        return [*_equal(places, SURE["order"], "name_order", known), *_begun(name, places, known)]
    return _equal(_cut(name, known), SURE["cut"], "name_cut", known)


def _begun(name: _Name, same: Sequence[int], known: Directory) -> list[Likeness]:
    """Return the customers whose longer names begin with a name that is another's: it may be theirs, cut somewhere.

    So may it be of those who write an initial more.
    """
    if len(name.raw) < CUT_MIN or " " not in name.carried:
        return []
    owners = {known.entries[place][0] for place in same}
    fuller = known.uninitialled.get(" ".join(sorted(name.carried.split())), ())
    every = sorted({*_beginning(name.raw, known), *fuller})
    longer = [place for place in every if known.entries[place][0] not in owners]
    return _equal(longer, BEGUN, "name_begun", known) if longer else []


def _equal(places: Sequence[int], sure: float, how: str, known: Directory) -> list[Likeness]:
    """Share a probability equally among the customers of the entries: an equal name tells none from the others."""
    owners = {known.entries[place][0]: place for place in reversed(places)}
    return [
        Likeness(
            customer,
            sure / len(owners),
            "alias" if known.entries[place][2] and how == "name" else how,
            known.entries[place][1],
        )
        for customer, place in sorted(owners.items())
    ]


def _cut(name: _Name, known: Directory) -> tuple[int, ...]:
    """Return the entries that begin with a name which a field may have cut."""
    if len(name.written.strip()) not in CUT_LENGTHS and len(name.written) not in CUT_LENGTHS:
        return ()
    for whole in (name.raw, name.form):
        if len(whole) >= CUT_MIN and (places := _beginning(whole, known)):
            return places
    return ()


def _beginning(whole: str, known: Directory) -> tuple[int, ...]:
    """Return the entries whose names begin so."""
    every = known.beginnings
    at = bisect_left(every, (whole, -1))
    found = set()
    while at < len(every) and every[at][0].startswith(whole):
        found.add(every[at][1])
        at += 1
    return tuple(sorted(found))


def _nearest(names: Sequence[_Name], known: Directory) -> list[list[Likeness]]:
    """Return for each name the customers whose names look most like it, as likely as likeness and lead allow."""
    near = [known.grams.nearest(_ascii(name.form), _NEAREST) for name in names]
    places = [place for several in near for place in several]
    asked = [name for name, several in zip(names, near, strict=True) for _ in several]
    ratings = np.maximum(
        likenesses([name.carried for name in asked], [known.carried[place] for place in places]),
        likenesses([name.raw for name in asked], [known.raws[place] for place in places]),
    ).tolist()
    rated = iter(zip(ratings, places, strict=True))
    return [_owned(list(islice(rated, len(several))), known) for several in near]


def _owned(rated: Sequence[tuple[float, int]], known: Directory) -> list[Likeness]:
    """Return the customers of the entries that look enough like a name, each by the entry that does most."""
    good = sorted((rating, -place) for rating, place in rated if rating >= SCORE_MIN)[::-1]
    owners: dict[str, tuple[float, int]] = {}
    for rating, place in good:
        owners.setdefault(known.entries[-place][0], (rating, -place))
    return _rated(owners, known)


def likenesses(ones: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """Return 0 to 100 for each pair: how alike two names of normal words are, blanks and word order aside.

    The least of three views counts half: no view alone may call two names one (a subset of words is not the same name).
    """
    tight, other_tight = ([name.replace(" ", "") for name in names] for names in (ones, others))
    letters = cpdist(tight, other_tight, scorer=fuzz.ratio, dtype=np.float64)
    order = cpdist(ones, others, scorer=fuzz.token_sort_ratio, dtype=np.float64)
    begin = 100 * cpdist(tight, other_tight, scorer=JaroWinkler.similarity, dtype=np.float64)
    cut = [
        min(len(one), len(other)) >= CUT_MIN + 4 and (one.startswith(other) or other.startswith(one))
        for one, other in zip(tight, other_tight, strict=True)
    ]
    best = np.maximum(np.maximum(letters, order), np.where(cut, 0.9 * 100.0, 0.0))
    some = np.array([bool(one or other) for one, other in zip(tight, other_tight, strict=True)], dtype=np.bool_)
    numbers = {name: _numbers(name) for name in {*ones, *others}}
    same = [numbers[one] == numbers[other] for one, other in zip(ones, others, strict=True)]
    views: NDArray[np.float64] = np.where(some, 0.7 * best + 0.3 * begin, 0.0) - np.where(same, 0.0, OTHER_NUMBER)
    return views.clip(0.0)


def _numbers(name: str) -> list[str]:
    """Return the numbers of a name: those of shops and plants, by which names that look alike are told apart."""
    return sorted(_NUMBER.findall(name)) if _NUMBER.search(name) else []


def _rated(owners: Mapping[str, tuple[float, int]], known: Directory) -> list[Likeness]:
    """Turn ratings into probabilities: the best by its rating, the others by how far they fall behind it."""
    if not owners:
        return []
    best = max(rating for rating, _ in owners.values())
    top = SCORE_LOW_P + (SCORE_HIGH_P - SCORE_LOW_P) * (best - SCORE_MIN) / (100 - SCORE_MIN)
    weights = {customer: float(np.exp((rating - best) / 2)) for customer, (rating, _) in owners.items()}
    total = math.fsum(weights.values())
    return [
        Likeness(customer, top * weights[customer] / total, "name_alike", known.entries[place][1])
        for customer, (_, place) in sorted(owners.items())
    ]
