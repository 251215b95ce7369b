"""What evidence weighs: numbers that were estimated on labelled decisions, read once from `weights.toml`."""

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.refusals import Invalid

FILE = Path(__file__).with_name("weights.toml")


class BadWeights(Invalid):
    """The file of weights holds values that cannot be used; all of them are listed."""

    code = "bad_weights"


@dataclass(frozen=True)
class Signs:
    """What each sign says in nats, and the probabilities that payers without any link are weighed by.

    A weight that speaks for an explanation is never below zero, one that speaks against it never above.
    """

    #: The share of payments that mean nothing we list: strangers, advances, sums without any proof.
    null_prior: float
    #: A reading of a kind that has no row of its own.
    read_else: float
    #: For each factor e of open items above 4,000: strings that mean something else hit an open item more often.
    crowd: float
    #: The payer set the same sum beside the number.
    same_sum: float
    #: Named and left out, of the payer's own items and of others'; taken though others are named; unread numbers.
    left_out: float
    stray: float
    unnamed: float
    unread: float
    #: How often a third party pays; the floor keeps one wrong link from deciding.
    third_party: float
    payer_floor: float
    not_his_account: float
    #: A shortage is spread over the upper quarter of the item, so its amount says little more than chance.
    short_amount: float
    over_amount: float
    #: Each further line of a remittance whose own amount settles its item by a named difference.
    tied: float
    #: Another item of the payer's asks just what came: what that says against an item named that does not foot.
    another_foots: float


@dataclass(frozen=True)
class Caps:
    """How much signs of one kind can say together, however many there are."""

    read: float
    same_sum: float
    unnamed: float
    unread: float
    amount: float


@dataclass(frozen=True)
class Coefficients:
    """A logistic over what calibration sees of an explanation (`calibration.features`), and how far it may raise it."""

    constant: float
    #: The logit of its posterior, and by how many nats the best of the others (the null among them) is behind.
    logit: float
    gap: float
    #: ln(1 + open items of the payer's), ln of the items taken.
    book: float
    taken: float
    #: The bank's own data vouch for the payer; every item is named; the sum does not foot.
    independent: float
    named: float
    loose: float
    #: Calibration adds no more than so many nats to what the evidence says.
    raised: float

    @cached_property
    def each(self) -> tuple[float, ...]:
        """Return the values in their order: each explanation is multiplied by them."""
        return astuple(self)


@dataclass(frozen=True)
class Weights:
    """One version of all weights.

    `families` are prior shares of the rules among payments. `read` is ln(m/u) of one mention that reads as an item, by
    how it was read: m how often a payer who means the item writes it so, u how often strings that mean something else
    read so.
    """

    version: str
    origin: str
    families: Mapping[str, float]
    read: Mapping[str, float]
    signs: Signs
    caps: Caps
    calibration: Coefficients

    @cached_property
    def priors(self) -> dict[str, float]:
        """Return by how many nats each rule is likelier from the start than a payment that means nothing we list."""
        return {rule: math.log(share / self.signs.null_prior) for rule, share in self.families.items()}

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the values, as certificates quote it."""
        plain = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()


#: Table of the file -> what its rows are.
TABLES: dict[str, Any] = {"signs": Signs, "caps": Caps, "calibration": Coefficients}


def read(text: str) -> Weights:
    """Read weights from TOML; refused with every problem at once (`table.key: what is wrong`)."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise BadWeights(f"weights.toml: {broken}") from broken
    if problems := [*_problems(values)]:
        raise BadWeights("weights.toml: " + "; ".join(sorted(problems)))
    return Weights(
        version=values["version"],
        origin=values["origin"],
        families=values["families"],
        read=values["read"],
        **{name: kind(**values[name]) for name, kind in TABLES.items()},
    )


def _problems(values: Mapping[str, Any]) -> list[str]:
    """Return what is missing, unknown or no number."""
    wanted = {field.name for field in fields(Weights)}
    found = [f"{name}: missing" for name in wanted - set(values)]
    found += [f"{name}: not known" for name in set(values) - wanted]
    for name in ("families", "read", *TABLES):
        rows = values.get(name, {})
        found += [f"{name}.{key}: not a number" for key, value in rows.items() if not _number(value)]
        if name in TABLES and name in values:
            keys = {field.name for field in fields(TABLES[name])}
            found += [f"{name}.{key}: missing" for key in keys - set(rows)]
            found += [f"{name}.{key}: not known" for key in set(rows) - keys]
    shares = values.get("families", {}).items()
    return found + [f"families.{key}: not above 0" for key, value in shares if _number(value) and value <= 0]


def _number(value: object) -> bool:
    return isinstance(value, float) and math.isfinite(value)


def written(weights: Weights) -> str:
    """Return weights as TOML, the same bytes for the same values; `read` gives them back."""
    lines = [f"version = {json.dumps(weights.version)}", f"origin = {json.dumps(weights.origin)}"]
    for name in ("families", "read", *TABLES):
        table = getattr(weights, name)
        rows = table if isinstance(table, Mapping) else asdict(table)
        lines += ["", f"[{name}]", *(f"{key} = {value!r}" for key, value in rows.items())]
    return "\n".join(lines) + "\n"


#: The weights this version of the engine decides by.
COMMITTED = read(FILE.read_text(encoding="utf-8"))
