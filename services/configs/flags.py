"""Feature flags: what an entity switches on and off; what no version states is as the settings say."""

import tomllib
from collections.abc import Mapping
from typing import Final

from kit.refusals import Invalid
from kit.settings import Settings
from ledger.configs import Version

#: Flag -> what it switches. Each is a setting as well, which is what holds for an entity that says nothing.
FLAGS: Final[dict[str, str]] = {
    "daily_controls": "The daily controls run each morning from six.",
    "daily_collections": "Overdue tasks, settlements and the ladder are seen to each morning from seven.",
    "daily_letters": "Dunning letters are written and sent each working day from nine.",
    "nightly_accounts": "Accounts are looked at each night from five: what ends soon, what is reviewed.",
}
assert set(FLAGS) <= set(Settings.model_fields)


class BadFlags(Invalid):
    """The flags hold values that cannot be used; all of them are listed."""

    code = "bad_flags"


def read(text: str, name: str = "flags") -> dict[str, bool]:
    """Return the flags that a text states. Refused: BadFlags with all that is wrong."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFlags(f"{name}: {error}") from error
    unknown = [f"there is no flag {key}: there are {', '.join(FLAGS)}" for key in told if key not in FLAGS]
    wrong = [f"{key} is true or false" for key, value in told.items() if key in FLAGS and not isinstance(value, bool)]
    if unknown or wrong:
        raise BadFlags(f"{name}: {'; '.join([*unknown, *wrong])}")
    return told


def on(settings: Settings, held: Mapping[str, Version], entity: str, flag: str) -> bool:
    """Say whether a flag is on in an entity: as its version states it, else as the settings say.

    Where the environment sets it as well and otherwise, it is off: what is disputed does nothing by itself.
    """
    version, default = held.get(entity), bool(getattr(settings, flag))
    stated = read(version.body, str(version)).get(flag) if version and version.body else None
    if stated is None:
        return default
    return stated and (default or flag not in settings.model_fields_set)


def disputed(settings: Settings, text: str) -> None:
    """Refuse flags that the environment sets otherwise: Invalid with all of them."""
    told = read(text)
    against = [key for key in told if key in settings.model_fields_set and getattr(settings, key) != told[key]]
    if against:
        names = ", ".join(f"TIEOUT_{key.upper()}" for key in against)
        raise Invalid(f"the environment sets {names} otherwise: unset it first")


def example(settings: Settings) -> str:
    """Return a text with every flag as the settings have it, each with its meaning."""
    lines = (f"# {means}\n{flag} = {str(getattr(settings, flag)).lower()}" for flag, means in FLAGS.items())
    return "\n".join(lines) + "\n"
