"""Where people sign in elsewhere: one OpenID provider, as a file names it, and what its groups are here."""

import tomllib
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kit.refusals import Invalid
from kit.validation import in_words
from services.people import roles
from services.workspace import Workspace


class Mapped(BaseModel):
    """Who is of a group there holds a role here, in a legal entity or, with an empty place, in all."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    group: str = Field(min_length=1)
    role: str
    place: str = ""

    @model_validator(mode="after")
    def known(self) -> Self:
        """Refuse a role there is not, and one whose holder gives roles: that is never had from elsewhere."""
        if self.role not in roles.ROLES:
            raise ValueError(f"there is no role {self.role!r}: {', '.join(roles.ROLES)}")
        if "users" in roles.ROLES[self.role]:
            raise ValueError(f"{self.role} gives roles to others: it is given by hand alone")
        return self


class Provider(BaseModel):
    """The table `[provider]` of the file. `redirect_url` is ours, as the provider knows it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    issuer: str = Field(pattern=r"^https?://[^?#]+$")
    client_id: str = Field(min_length=1)
    redirect_url: str = Field(pattern=r"^https?://.+/sign-in/sso/answer$")
    scopes: str = Field(default="openid profile email", pattern=r"\bopenid\b")
    login_claim: str = "preferred_username"
    name_claim: str = "name"
    roles_claim: str = "groups"
    add_people: bool = False  # somebody the books do not know is added; else they are refused
    passwords: bool = True  # names and passwords of our own still let in
    roles: tuple[Mapped, ...] = Field(default=(), strict=False)


def provider(workspace: Workspace) -> Provider | None:
    """Return the provider of the installation's file, None where it names none. Refused: Invalid with what is wrong."""
    path = workspace.settings.oidc_file
    if path is None:
        return None
    try:
        return Provider.model_validate(tomllib.loads(path.read_text(encoding="utf-8")).get("provider"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Invalid(f"{path}: {wrong}") from wrong
    except ValidationError as wrong:
        raise Invalid(f"{path}: {in_words(wrong, 'provider')}") from wrong
