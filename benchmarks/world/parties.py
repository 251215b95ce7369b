"""Who owes us money: customers with families and names that resemble each other, and the accounts they pay from."""

import random
import unicodedata
from dataclasses import dataclass

from benchmarks.world.spec import Spec
from benchmarks.world.terms import TERMS
from benchmarks.world.words import (
    ABBREVIATIONS,
    AGENTS,
    BANKS,
    DBAS,
    EUROPEAN,
    EUROPEAN_FORMS,
    FIRSTS,
    FOREIGN,
    FORMS,
    SECONDS,
    STRANGERS,
    TRADES,
)

LETTERS = str.maketrans("ŁłıØø", "LliOo")
KNOWN_PERCENT = 60
EURO_EVERY = 9  # every ninth customer is invoiced in euro
FAMILY_EVERY = 6  # every sixth customer starts a family of two to four


@dataclass(frozen=True, slots=True)
class Account:
    """Where a payer pays from: ABA and number, or BIC and IBAN; `known` accounts are in payer_links.csv."""

    holder: str
    bank: str
    routing: str
    number: str
    company_id: str  # ACH originator id: 1 and a tax number
    known: bool


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer of ours; `root` is the customer number at the head of its family."""

    number: str
    name: str
    aliases: tuple[str, ...]
    parent: str
    root: str
    terms: str
    currency: str
    credit_limit: int
    account: Account


@dataclass(frozen=True, slots=True)
class Parties:
    """Everybody who may send money this morning."""

    customers: tuple[Customer, ...]
    agents: tuple[Account, ...]
    strangers: tuple[Account, ...]


def aba(rng: random.Random) -> str:
    """Return nine digits of an ABA number: a Federal Reserve prefix, and a check digit that foots (weights 3 7 1)."""
    digits = f"{rng.randint(1, 12):02d}{rng.randint(0, 999_999):06d}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (3, 7, 1, 3, 7, 1, 3, 7), strict=True))
    return digits + str(-weighed % 10)


def iban(rng: random.Random) -> str:
    """Return a German-looking IBAN of 22 characters with its two check digits (ISO 13616, modulus 97)."""
    basic = f"{rng.randint(10_000_000, 99_999_999)}{rng.randint(0, 9_999_999_999):010d}"
    check = 98 - int(f"{basic}131400") % 97
    return f"DE{check:02d}{basic}"


def plain(name: str) -> str:
    """Return a name in the capitals of a bank's ASCII, accents laid down to their letters."""
    special = name.replace("ß", "ss").translate(LETTERS)
    return unicodedata.normalize("NFKD", special).encode("ascii", "ignore").decode().upper()


def abbreviated(name: str) -> str:
    """Return a name as a clerk shortens it: words cut, legal form gone."""
    words = plain(name).replace("&", " ").split()
    if len(words) > 2 and words[-1].capitalize() in FORMS:
        words = words[:-1]
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def _names(rng: random.Random, count: int) -> list[str]:
    """Return distinct names; every tenth resembles the one before it."""
    names: list[str] = []
    taken: set[str] = set()
    while len(names) < count:
        if names and len(names) % 10 == 0:
            first, second, *_ = [*names[-1].split(), "Supply"]
        else:
            first, second = rng.choice(FIRSTS), rng.choice(SECONDS)
        name = f"{first} {second} {rng.choice(TRADES)} {rng.choice(FORMS)}"
        if name in taken:
            name = f"{first} {rng.choice(FIRSTS)} {second} {rng.choice(TRADES)} {rng.choice(FORMS)}"
        if name not in taken:
            taken.add(name)
            names.append(name)
    return names


def _european(rng: random.Random, position: int) -> str:
    """Return a European name; the first few have letters that no American bank file has."""
    if position < len(FOREIGN):
        return FOREIGN[position]
    return f"{rng.choice(EUROPEAN)} {rng.choice(SECONDS)} {position} {rng.choice(EUROPEAN_FORMS)}"


def _account(rng: random.Random, holder: str, currency: str, *, known: bool) -> Account:
    """Return a fresh account of its holder in the currency's habit."""
    company_id = f"1{rng.randint(100_000_000, 999_999_999)}"
    if currency == "EUR":
        bic = "".join(rng.choices("BCDFGHKLMNPRST", k=4)) + "DEFF"
        return Account(holder, "", bic, iban(rng), company_id, known)
    number = str(rng.randint(1_000_000_000, 9_999_999_999))
    return Account(holder, rng.choice(BANKS), aba(rng), number, company_id, known)


def invented(rng: random.Random, spec: Spec) -> Parties:
    """Invent customers, agents who pay for several of them, and strangers."""
    names = _names(rng, spec.customer_count)
    customers: list[Customer] = []
    head: Customer | None = None
    left = 0
    for position, common in enumerate(names):
        euro = position % EURO_EVERY == 3
        if left == 0 and position % FAMILY_EVERY == 5:
            head, left = None, rng.randint(2, 4)
        made = _customer(
            rng,
            position,
            _european(rng, position // EURO_EVERY) if euro else common,
            euro=euro,
            head=head if left else None,
        )
        customers.append(made)
        if left:
            head = head or (made if not euro else None)
            left -= 1
    agents = tuple(_account(rng, name, "USD", known=False) for name in AGENTS)
    strangers = tuple(_account(rng, name, "USD", known=False) for name in STRANGERS)
    return Parties(tuple(customers), agents, strangers)


def _customer(rng: random.Random, position: int, name: str, *, euro: bool, head: Customer | None) -> Customer:
    """Return one customer; a child may bear its parent's name with a branch, and may have no account of its own."""
    currency = "EUR" if euro else "USD"
    parent = head if head is not None and not euro else None
    if parent is not None and rng.random() < 0.4:
        name = f"{' '.join(parent.name.split()[:3])} {rng.choice(('East', 'West', 'No', 'Branch'))} {position}"
    number = f"{20_000 + position * 7 + rng.randint(0, 6):06d}"
    known = rng.randrange(100) < KNOWN_PERCENT
    own = _account(rng, name, currency, known=known)
    aliases = (f"{rng.choice(DBAS)} {position}",) if position % 4 == 1 else ()
    terms = rng.choices([row.text for row in TERMS], [row.weight for row in TERMS])[0]
    limit = rng.choice((10_000, 25_000, 50_000, 100_000, 250_000)) * 100
    return Customer(
        number,
        name,
        aliases,
        parent.number if parent else "",
        parent.root if parent else number,
        terms,
        currency,
        limit,
        own,
    )
