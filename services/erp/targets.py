"""An ERP we write to: its adapter, its address, its secret; from the file that TIEOUT_ERP_FILE names."""

from datetime import date
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from kit import named_tables
from kit.outside import Reach, networks
from kit.refusals import NotFound
from services.erp.adapters import ADAPTERS, Adapter
from services.workspace import Workspace


class Target(BaseModel):
    """One ERP of one legal entity."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")
    adapter: str
    entity: str
    url: str = ""  # https://host/…; none where files are carried
    scheme: str = "Bearer"  # before the secret, in the Authorization header
    secret_file: Path | None = None  # read at each run; else TIEOUT_ERP_SECRET
    suspense_customer: str = ""  # the ERP's customer for money whose payer is unknown; none: such money is not told
    since: date | None = None  # receipts of earlier days are not told: the ERP has them
    seconds: int = Field(default=30, ge=1)  # for one answer
    settle_seconds: int = Field(default=900, ge=2)  # how late the ERP may still book what it was sent
    parallel: int = Field(default=4, ge=1, le=32)
    tries: int = Field(default=5, ge=1)
    every_minutes: int = Field(default=0, ge=0)  # told by the worker so often; 0: when somebody asks
    names: dict[str, str] = Field(default_factory=dict)  # what the ERP calls its company, its bank account, …

    @model_validator(mode="after")
    def complete(self) -> Self:
        """Refuse an adapter we do not have, and what it needs and does not get."""
        if self.adapter not in ADAPTERS:
            raise ValueError(f"adapter is one of {', '.join(sorted(ADAPTERS))}")
        missing = sorted(set(self.kind.needs) - set(self.names))
        if missing:
            raise ValueError(f"names lack {', '.join(missing)}")
        if self.kind.write is not None and not self.url:
            raise ValueError("url is where the ERP answers")
        if self.settle_seconds <= self.seconds:
            raise ValueError("settle_seconds is longer than seconds: an answer may still come")
        return self

    @property
    def kind(self) -> Adapter:
        """Return the adapter."""
        return ADAPTERS[self.adapter]

    def secret(self, workspace: Workspace) -> SecretStr | None:
        """Return what proves us, read anew. Refused: Invalid where its file cannot be read."""
        if self.secret_file is None:
            return workspace.settings.erp_secret
        return named_tables.secret(self.secret_file, self.name)


def targets(workspace: Workspace) -> dict[str, Target]:
    """Return the ERPs of the file by name. Refused: Invalid with what is wrong in it."""
    said = workspace.settings
    return named_tables.read(said.erp_file, "erps", Target, entity=said.entity)


def target(workspace: Workspace, name: str) -> Target:
    """Return an ERP. Refused: NotFound with those there are."""
    found = targets(workspace)
    if name not in found:
        raise NotFound(f"there is no ERP {name}; there are {', '.join(sorted(found)) or 'none: set TIEOUT_ERP_FILE'}")
    return found[name]


def reach(workspace: Workspace) -> Reach:
    """Return where ERPs may be called."""
    return Reach(allowed=networks(workspace.settings.outside_allowed))
