"""An applicant's case as people write it: a scorecard, what is known, and what limits are worked out from."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from credit.recommending import Known
from credit.score import Band, Component, Missing
from kit.money import parsed
from kit.refusals import Invalid
from kit.validation import in_words

#: A scorecard to begin with.
STANDARD = Path(__file__).parent / "scorecard.toml"
_BASIS_POINTS = 100
_FORM = ConfigDict(frozen=True, extra="forbid")


class _Component(BaseModel):
    """A component as it is written: `bands` as `[from, points]`, or `words` with their points."""

    model_config = _FORM
    name: str
    weight: int = Field(ge=0, le=100)
    bands: list[tuple[Decimal, int]] = []
    words: dict[str, int] = {}


class _Cap(BaseModel):
    """From a score on, the most that a limit may be."""

    model_config = _FORM
    from_score: Decimal
    limit: str


class _Limits(BaseModel):
    """What limits are worked out from, amounts as decimals."""

    model_config = _FORM
    requested: str = ""
    monthly_volume: str = ""
    terms_days: int = 0
    slack_days: int = 0
    bureau: str = ""
    high_credits: list[str] = []
    net_worth: str = ""
    net_worth_percent: int = 10


class _File(BaseModel):
    """The whole file."""

    model_config = _FORM
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    missing: Missing = Missing.KEEP
    component: list[_Component]
    cap: list[_Cap] = []
    known: dict[str, str | int | float] = {}
    limits: _Limits = _Limits()


@dataclass(frozen=True, slots=True)
class Application:
    """A case that was read; `caps` are the most by score, in minor units of `currency`."""

    currency: str
    missing: Missing
    card: tuple[Component, ...]
    known: dict[str, str]
    limits: Known
    caps: tuple[tuple[Decimal, int], ...]

    def cap(self, score: Decimal) -> int | None:
        """Return the most that a score allows: the cap of the highest step it reaches, None where none is written."""
        reached = [minor for at_least, minor in sorted(self.caps) if at_least <= score]
        return reached[-1] if reached else (0 if self.caps else None)


def read(path: Path) -> Application:
    """Read a case. Refused: Invalid with all that is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"{path}: {error}") from error
    return told(text, path.name)


def told(text: str, name: str) -> Application:
    """Return the case of a text. Refused: Invalid with all that is wrong in it."""
    try:
        said = _File.model_validate(tomllib.loads(text, parse_float=str))
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"{name}: {error}") from error
    except ValidationError as error:
        raise Invalid(f"{name}: {in_words(error)}") from error
    card = tuple(_component(one) for one in said.component)
    caps = tuple((one.from_score, _amount(one.limit, said.currency)) for one in said.cap)
    known = {name: str(value) for name, value in said.known.items()}
    return Application(said.currency, said.missing, card, known, _known(said.limits, said.currency), caps)


def _component(one: _Component) -> Component:
    """Return a component as scores are worked out from it."""
    bands = tuple(Band(at_least, points) for at_least, points in one.bands)
    words = tuple((word.casefold(), points) for word, points in one.words.items())
    if bool(bands) == bool(words):
        raise Invalid(f"{one.name}: a component has bands or words")
    if not all(0 <= points <= 100 for points in (*(band.points for band in bands), *dict(words).values())):
        raise Invalid(f"{one.name}: points lie between 0 and 100")
    return Component(one.name, one.weight, bands, words)


def _known(told: _Limits, currency: str) -> Known:
    """Return what limits are worked out from."""
    sums: dict[str, Any] = {
        "requested": told.requested,
        "volume": told.monthly_volume,
        "bureau": told.bureau,
        "net_worth": told.net_worth,
    }
    return Known(
        **{name: _amount(text, currency) if text else None for name, text in sums.items()},
        terms=told.terms_days,
        slack=told.slack_days,
        high_credits=tuple(_amount(text, currency) for text in told.high_credits),
        worth_share=told.net_worth_percent * _BASIS_POINTS,
    )


def _amount(text: str, currency: str) -> int:
    """Return an amount. Refused: Invalid."""
    minor = parsed(text, currency)
    if minor is None:
        raise Invalid(f"{text!r} is no plain amount in {currency}")
    return minor
