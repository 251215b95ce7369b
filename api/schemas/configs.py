"""Configuration as the API says it: what holds of each kind, its versions, what differs between two of them."""

from datetime import date

from pydantic import Field

from api.schemas.shared import Body, Day, Instant, Query, Told
from ledger.configs import Version
from services.configs.proposing import Standing, When

Name = Field("", max_length=100, description="Which, of a kind with names: a scorecard, a dunning strategy.")
Reason = Field(min_length=1, max_length=500)
Start = Field(None, description="From when it holds; else from its approval. A day that is past is refused.")


class StandingQuery(Query):
    """What holds on which day."""

    as_of: Day | None = None


class NameQuery(Query):
    """Of which name."""

    name: str = Name


class VersionsQuery(Query):
    """Of which name; without one, of all."""

    name: str | None = Field(None, max_length=100)


class TextQuery(NameQuery):
    """Which name, on which day."""

    as_of: Day | None = None


class DiffQuery(NameQuery):
    """Which two versions."""

    first: int = Field(ge=0, description="0 says nothing.")
    second: int = Field(ge=0)


class NewVersion(Body):
    """A version that is asked for."""

    text: str = Field(min_length=1, max_length=200_000, description="TOML, as `tieout config example` begins it.")
    name: str = Name
    effective_from: Day | None = Start
    reason: str = Reason
    by: str = Field("", max_length=100)

    @property
    def when(self) -> When:
        """Return from when it shall hold, and why."""
        return When(self.reason, self.effective_from)


class NewReversion(Body):
    """An older version that shall hold again."""

    version: int = Field(ge=0, description="0: what was before any version, a file or the defaults.")
    name: str = Name
    effective_from: Day | None = Start
    reason: str = Reason
    by: str = Field("", max_length=100)

    @property
    def when(self) -> When:
        """Return from when it shall hold, and why."""
        return When(self.reason, self.effective_from)


class ConfigVersion(Told):
    """A version: from when it holds, who asked for it and who decided it."""

    kind: str
    name: str
    version: int
    effective_from: date
    restores: int = Field(description="The older version it brings back; 0: none.")
    ends: bool = Field(description="It ends the kind: a file or the defaults hold again.")
    proposed_by: str
    decided_by: str
    why: str
    request_id: str
    recorded_at: Instant


class ConfigText(Told):
    """A version with its text."""

    version: ConfigVersion
    text: str


class ConfigStanding(Told):
    """What holds of a kind and name on a day."""

    kind: str
    name: str
    means: str
    holds: str = Field(description="A version, the file that the settings name, or the defaults.")
    version: ConfigVersion | None
    coming: list[ConfigVersion] = Field(description="Versions that begin later.")


class ConfigDiff(Told):
    """The lines that differ, as `diff -u` tells them."""

    lines: list[str]


def version(one: Version) -> ConfigVersion:
    """Return a version as the API says it."""
    names = ("kind", "name", "effective_from", "restores", "proposed_by", "decided_by", "why", "request_id")
    plain = {name: getattr(one, name) for name in names}
    return ConfigVersion(**plain, version=one.number, ends=not one.body, recorded_at=one.recorded_at)


def text(one: Version) -> ConfigText:
    """Return a version with its text."""
    return ConfigText(version=version(one), text=one.body)


def standing(one: Standing) -> ConfigStanding:
    """Return what holds of a kind."""
    held = version(one.version) if one.version and one.version.body else None
    coming = [version(each) for each in one.coming]
    return ConfigStanding(kind=one.kind, name=one.name, means=one.means, holds=one.says, version=held, coming=coming)
