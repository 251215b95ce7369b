"""Which customers a payer's name can mean: exact normal form first, then a cut name, then look-alike names."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from matcher.normal import plain

#: Words that say only what sort of body a name is.
LEGAL_FORMS = frozenset(
    {
        *("INC", "INCORPORATED", "LLC", "LLP", "LP", "LTD", "LIMITED", "CORP", "CORPORATION"),
        *("CO", "COMPANY", "COMPANIES", "PLC", "PC", "PLLC", "PA", "NA", "GMBH"),
        *("AG", "SA", "SARL", "SAS", "BV", "NV", "OY", "AB", "AS"),
        *("PTY", "PTE", "SRL", "SPA", "KG", "LTDA"),
    }
)
#: Short forms that people and field lengths make, written out.
_WRITTEN_OUT = {
    "AMERICAN": (
        "AMER",
        "AMERN",
    ),
    "ASSOCIATES": (
        "ASSOC",
        "ASSOCS",
    ),
    "ASSOCIATION": ("ASSN",),
    "BROTHERS": ("BROS",),
    "BUILDING": ("BLDG",),
    "CENTER": (
        "CTR",
        "CENTRE",
    ),
    "CONSTRUCTION": (
        "CONSTR",
        "CONST",
    ),
    "DEPARTMENT": ("DEPT",),
    "DEVELOPMENT": ("DEV",),
    "DISTRIBUTION": (
        "DIST",
        "DISTR",
        "DISTRIB",
    ),
    "ELECTRIC": ("ELEC",),
    "ENGINEERING": (
        "ENGR",
        "ENG",
    ),
    "ENTERPRISES": (
        "ENT",
        "ENTERPRISE",
        "ENTPR",
    ),
    "EQUIPMENT": ("EQUIP",),
    "FOODS": ("FDS",),
    "FORT": ("FT",),
    "GROUP": ("GRP",),
    "HOLDINGS": (
        "HLDGS",
        "HLDG",
        "HOLDING",
    ),
    "HOSPITAL": ("HOSP",),
    "INDUSTRIAL": ("INDL",),
    "INDUSTRIES": (
        "IND",
        "INDS",
        "INDUS",
    ),
    "INTERNATIONAL": (
        "INTL",
        "INTERNATL",
    ),
    "LABORATORIES": (
        "LAB",
        "LABS",
    ),
    "LOGISTICS": ("LOG",),
    "MANAGEMENT": (
        "MGMT",
        "MGT",
    ),
    "MANUFACTURERS": ("MFRS",),
    "MANUFACTURING": (
        "MFG",
        "MANUF",
    ),
    "MARKET": ("MKT",),
    "MARKETING": ("MKTG",),
    "METAL": ("MTL",),
    "METALS": ("MTLS",),
    "MOUNT": ("MT",),
    "NATIONAL": ("NATL",),
    "PACKAGING": ("PKG",),
    "PHARMACEUTICALS": (
        "PHARM",
        "PHARMA",
    ),
    "PRODUCTS": (
        "PROD",
        "PRODS",
    ),
    "PROPERTIES": ("PROP",),
    "SAINT": ("ST",),
    "SERVICES": (
        "SVC",
        "SVCS",
        "SERV",
        "SERVICE",
    ),
    "SOLUTIONS": (
        "SOLNS",
        "SOLS",
    ),
    "SUPPLY": (
        "SUP",
        "SUPL",
    ),
    "SYSTEMS": (
        "SYS",
        "SYSTEM",
    ),
    "TECHNOLOGIES": (
        "TECH",
        "TECHNOLOGY",
        "TECHS",
    ),
    "TRANSPORT": (
        "TRANS",
        "TRANSP",
    ),
    "UNIVERSITY": ("UNIV",),
}
ABBREVIATIONS = {short: whole for whole, shorts in _WRITTEN_OUT.items() for short in shorts}
#: Words behind which the other name of a payer, or the one paid for, begins.
SEPARATORS = re.compile(
    r"\b(?:D\s?/?\s?B\s?/?\s?A|DOING BUSINESS AS|T\s?/\s?A|TRADING AS|A\s?/?\s?K\s?/?\s?A|F\s?/?\s?K\s?/?\s?A|"
    r"C\s?/\s?O|O\s?/\s?B\s?/\s?O|OBO|FBO|F\s?/\s?B\s?/\s?O|ON BEHALF OF|FOR ACCOUNT OF)\b[ :.]*"
)

#: Lengths at which fields cut a name: NACHA 16 and 22, wires and ISO 35; a name this long, or a blank less, may be cut.
CUT_LENGTHS = frozenset({14, 15, 16, 21, 22, 34, 35})
#: The shortest cut name, letters and digits only, that may stand for a customer.
CUT_MIN = 8

#: how -> the probability that a sole customer so found is the payer.
SURE = {"name": 0.95, "order": 0.9, "cut": 0.88}
#: A look-alike below this score is none; between this and 100 its probability rises from SCORE_LOW_P to SCORE_HIGH_P.
SCORE_MIN = 82.0
SCORE_LOW_P, SCORE_HIGH_P = 0.3, 0.88
_NEAREST = 10
_GRAM_SHARE = 0.02  # grams that more of the names have say nothing
_GRAM_FLOOR = 200

_NOT_WORD = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A customer that a name can mean: how likely, how it was found, and the customer's own name so compared."""

    customer: str
    probability: float
    how: str  # name, alias, name_order, name_cut, name_alike
    name: str


@dataclass(frozen=True, slots=True)
class Directory:
    """All names and aliases of the customers, ready to be looked up. Build it with `directory`."""

    entries: tuple[tuple[str, str, bool], ...] = ()  # customer, name as written, is an alias
    exact: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    ordered: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    beginnings: tuple[
        tuple[str, int], ...
    ] = ()  # letters of a whole name and its entry, sorted: a cut name is found by bisection
    grams: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    norms: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    forms: tuple[str, ...] = ()


def words(name: str) -> list[str]:
    """Return the words that carry a name: accents off, `&` read as AND, abbreviations written out, legal forms dropped.

    A name of legal forms only keeps them.
    """
    found = [
        word for word in _NOT_WORD.split(_joined_letters(plain(name).replace("&", " AND ").replace("'", ""))) if word
    ]
    kept = [ABBREVIATIONS.get(word, word) for word in found if word not in LEGAL_FORMS]
    if kept[:1] == ["THE"] and len(kept) > 1:
        kept = kept[1:]
    while kept and kept[-1] == "AND":
        kept = kept[:-1]
    return kept or found


def _joined_letters(name: str) -> str:
    """Return the name with letters that points part written together: `A.B.C. CO` is `ABC CO`, `L.L.C.` is `LLC`."""
    return re.sub(r"\b(?:[A-Z]\.\s?){2,}", lambda found: re.sub(r"[.\s]", "", found[0]) + " ", name)


def form(name: str) -> str:
    """Return the normal form of a name, without blanks."""
    return "".join(words(name))


def raw(name: str) -> str:
    """Return letters and digits of the name as written, legal forms and all: what a cut field begins with."""
    return _NOT_WORD.sub("", plain(name))


def directory(names: Iterable[tuple[str, str, bool]]) -> Directory:
    """Return the directory of (customer, name, is an alias); a name without letters or digits is left out."""
    entries = tuple(sorted({entry for entry in names if raw(entry[1])}))
    exact: dict[str, list[int]] = defaultdict(list)
    ordered: dict[str, list[int]] = defaultdict(list)
    for place, (_, name, _) in enumerate(entries):
        exact[form(name)].append(place)
        ordered[" ".join(sorted(words(name)))].append(place)
    forms = tuple(form(name) for _, name, _ in entries)
    grams, norms = _grams(forms)
    beginnings = tuple(
        sorted({(whole, place) for place, (_, name, _) in enumerate(entries) for whole in (raw(name), form(name))})
    )
    return Directory(entries, _frozen(exact), _frozen(ordered), beginnings, grams, norms, forms)


def _frozen(held: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, ...]]:
    """Return the lists as tuples."""
    return {key: tuple(places) for key, places in held.items()}


def _three(text: str) -> set[str]:
    """Return the runs of three letters of a normal form, its ends marked."""
    marked = f"^{text}$"
    return {marked[place : place + 3] for place in range(len(marked) - 2)}


def _grams(forms: Sequence[str]) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.float64]]:
    """Return which names have each gram, the commonest left out, and the length of each name's vector of rarities."""
    held: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(forms):
        for gram in sorted(_three(text)):
            held[gram].append(place)
    limit = max(_GRAM_FLOOR, int(len(forms) * _GRAM_SHARE))
    norms = np.zeros(len(forms))
    kept: dict[str, NDArray[np.int64]] = {}
    for gram, places in held.items():
        if len(places) <= limit:
            kept[gram] = np.asarray(places, dtype=np.int64)
            norms[kept[gram]] += _rarity(len(places), len(forms)) ** 2
    return kept, np.sqrt(np.maximum(norms, 1e-9))


def _rarity(count: int, total: int) -> float:
    """Return the weight of a gram that `count` of `total` names have."""
    return float(np.log1p(total / count))


def alike(name: str, known: Directory) -> list[Likeness]:
    """Return the customers a payer's name can mean, likeliest first; probabilities sum to less than one.

    A payer that names two (DBA, care of, on behalf of) is looked up by each part; a customer's surest reading counts.
    """
    parts = [part for part in (name, *SEPARATORS.split(plain(name))) if raw(part)]
    best: dict[str, Likeness] = {}
    for part in dict.fromkeys(parts):
        for one in _alike(part, known):
            if one.customer not in best or best[one.customer].probability < one.probability:
                best[one.customer] = one
    found = sorted(best.values(), key=lambda one: (-one.probability, one.customer))
    total = sum(one.probability for one in found)
    scale = min(1.0, 0.97 / total) if total else 1.0
    return [Likeness(one.customer, one.probability * scale, one.how, one.name) for one in found]


def _alike(name: str, known: Directory) -> list[Likeness]:
    """Return the customers that one name means, by the first way of reading that finds any."""
    if places := known.exact.get(form(name)):
        same = tuple(place for place in places if raw(known.entries[place][1]) == raw(name))
        places = same or places
        return _equal(places, SURE["name"], "name", known)
    if places := known.ordered.get(" ".join(sorted(words(name)))):
        return _equal(places, SURE["order"], "name_order", known)
    if places := _cut(name, known):
        return _equal(places, SURE["cut"], "name_cut", known)
    return _nearest(name, known)


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


def _cut(name: str, known: Directory) -> tuple[int, ...]:
    """Return the entries that begin with a name which a field may have cut."""
    if len(name.strip()) not in CUT_LENGTHS and len(name) not in CUT_LENGTHS:
        return ()
    for whole in (raw(name), form(name)):
        if len(whole) >= CUT_MIN and (places := _beginning(whole, known)):
            return places
    return ()


def _beginning(whole: str, known: Directory) -> tuple[int, ...]:
    """Return the entries whose names begin so."""
    first = bisect_left(known.beginnings, (whole, -1))
    found = takewhile(lambda one: one[0].startswith(whole), islice(known.beginnings, first, None))
    return tuple(sorted({place for _, place in found}))


def _nearest(name: str, known: Directory) -> list[Likeness]:
    """Return the customers whose names look most like this one, each as likely as its likeness and its lead allow."""
    text = form(name)
    scores = np.zeros(len(known.forms))
    for gram in sorted(_three(text)):
        places = known.grams.get(gram)
        if places is not None:
            scores[places] += _rarity(len(places), len(known.forms)) ** 2
    if not scores.any():
        return []
    ranks = scores / known.norms
    first = np.argsort(-ranks, kind="stable")[:_NEAREST]
    rated = [(_likest(name, known.entries[place][1]), int(place)) for place in first if ranks[place] > 0]
    good = sorted((rating, -place) for rating, place in rated if rating >= SCORE_MIN)[::-1]
    owners: dict[str, tuple[float, int]] = {}
    for rating, place in good:
        owners.setdefault(known.entries[-place][0], (rating, -place))
    return _rated(owners, known)


def _likest(one: str, other: str) -> float:
    """Return the likeness of two names by their carrying words, or as written: a legal form misspelt is not dropped."""
    return max(likeness(" ".join(words(one)), " ".join(words(other))), likeness(raw(one), raw(other)))


def likeness(one: str, other: str) -> float:
    """Return 0 to 100: how alike two names of normal words are, blanks and word order aside.

    The least of three views counts half: no view alone may call two names one (a subset of words is not the same name).
    """
    tight, other_tight = one.replace(" ", ""), other.replace(" ", "")
    letters = fuzz.ratio(tight, other_tight)
    order = fuzz.token_sort_ratio(one, other)
    begin = 100 * JaroWinkler.similarity(tight, other_tight)
    longer = max(len(tight), len(other_tight))
    cut = (
        100.0
        if min(len(tight), len(other_tight)) >= CUT_MIN + 4
        and (tight.startswith(other_tight) or other_tight.startswith(tight))
        else 0.0
    )
    best = max(letters, order, 0.9 * cut)
    return float(0.7 * best + 0.3 * begin) if longer else 0.0


def _rated(owners: Mapping[str, tuple[float, int]], known: Directory) -> list[Likeness]:
    """Turn ratings into probabilities: the best by its rating, the others by how far they fall behind it."""
    if not owners:
        return []
    best = max(rating for rating, _ in owners.values())
    top = SCORE_LOW_P + (SCORE_HIGH_P - SCORE_LOW_P) * (best - SCORE_MIN) / (100 - SCORE_MIN)
    weights = {customer: float(np.exp((rating - best) / 2)) for customer, (rating, _) in owners.items()}
    total = sum(weights.values())
    return [
        Likeness(customer, top * weights[customer] / total, "name_alike", known.entries[place][1])
        for customer, (_, place) in sorted(owners.items())
    ]
