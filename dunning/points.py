"""What the worklist gives points for as people write it, in TOML; without a text the trade's usual ones hold."""

import tomllib
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kit.refusals import Invalid
from kit.validation import in_words, tupled

STANDARD = Path(__file__).parent / "worklist.toml"
Steps = tuple[tuple[int, int], ...]


class BadPoints(Invalid):
    """The points of the worklist hold values that cannot be used; all of them are listed."""

    code = "bad_points"


def _rises(steps: Steps) -> bool:
    """Say whether steps begin one after the other, with points that take nothing away."""
    starts = [at_least for at_least, _ in steps]
    return starts == sorted(set(starts)) and all(given >= 0 for _, given in steps)


class _Said(BaseModel):
    """What is written in the file, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Within(_Said):
    """Points for what happened, or will, within so many days."""

    days: int = Field(ge=0, le=3_660)
    points: int = Field(ge=0)


class Points(_Said):
    """Points by rule (DOMAIN section 9.2). Amounts are whole units of the entity's currency; steps: from, points."""

    floor: int = Field(default=100, ge=0, description="Whoever has less to collect is not on the list.")
    amounts: Steps = Field(
        default=((1_000, 5), (10_000, 15), (50_000, 25)), description="Past due: the highest step that is reached."
    )
    ages: Steps = Field(
        default=((1, 5), (16, 10), (31, 20), (61, 30), (91, 40)),
        description="Days the oldest document is past due: the highest step that is reached.",
    )
    letters: Steps = Field(
        default=((5, 2), (10, 2), (15, 4)), description="Days since a letter nobody answered: each step adds its own."
    )
    promise_broken: Within = Field(default=Within(days=30, points=25), description="A promise broken so lately.")
    promise_today: int = Field(default=15, ge=0, description="A promise for today.")
    held_order: Within = Field(default=Within(days=2, points=20), description="A held order that ships so soon.")
    over_limit: int = Field(default=10, ge=0, description="More is owed than the limit.")
    returned: Within = Field(default=Within(days=60, points=20), description="A payment that came back so lately.")
    silent: Within = Field(default=Within(days=14, points=10), description="Nobody spoke to them for so many days.")
    high_risk: int = Field(default=10, ge=0, description="The risk class is high.")
    predicted: int = Field(default=10_000, ge=0, description="More than this will be late, by how they paid.")
    predicted_points: int = Field(default=5, ge=0, description="The points for it.")

    @model_validator(mode="after")
    def _rising(self) -> Self:
        """Refuse steps that do not begin one after the other."""
        wrong = [name for name in ("amounts", "ages", "letters") if not _rises(getattr(self, name))]
        if wrong:
            raise ValueError(f"{', '.join(wrong)}: each step begins later than the one before, points from 0 on")
        return self


USUAL = Points()


def read(text: str, name: str = "worklist") -> Points:
    """Return the points of a TOML text; what it does not say is usual. Refused: BadPoints with all that is wrong."""
    try:
        return Points.model_validate(tupled(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise BadPoints(f"{name}: {error}") from error
    except ValidationError as error:
        raise BadPoints(f"{name}: {in_words(error)}") from error
