"""What a report is asked: a day, and options by name, each with its meaning, its default and what it may be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kit.refusals import Invalid, NotAllowed
from services.workspace import Workspace

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be asked of a report, as text; where `choices` stand, it is one of them."""

    name: str
    meaning: str
    default: str = ""
    choices: tuple[str, ...] = ()

    def taken(self, text: str) -> str:
        """Return what was given. Refused: Invalid where it is none of the choices."""
        if self.choices and text not in self.choices:
            raise Invalid(f"{self.name} is one of {', '.join(self.choices)}: not {text!r}")
        return text


#: Of reports that add across legal entities.
ENTITIES = Option("entities", "the books of this entity, or of all", "own", ("own", "all"))
#: Of reports that know any past day: how much of it was known.
KNOWN_AT = Option(
    "known_at", "only what had been recorded by this moment (RFC 3339), or batch number; empty: all of it"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A day and the value of every option of the report, defaults among them."""

    as_of: date
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return the value of an option."""
        return self.values[name]

    def read(self, name: str, reader: Callable[[str], _T]) -> _T:
        """Return an option's value as something better than text. Refused: Invalid with what the reader says."""
        try:
            return reader(self[name])
        except ValueError as wrong:
            raise Invalid(f"{name}: {wrong}") from wrong


def asked(options: Iterable[Option], as_of: date, given: Mapping[str, str]) -> Asked:
    """Return what is asked. Refused: Invalid for an option the report does not have, or a value it may not be."""
    known = {option.name: option for option in options}
    for name in given:
        if name not in known:
            raise Invalid(f"there is no option {name!r}: there is {', '.join(known) or 'none'}")
    return Asked(as_of, {name: option.taken(given.get(name, option.default)) for name, option in known.items()})


def whose(workspace: Workspace, given: Asked) -> str | None:
    """Return the entity whose books are asked about, None for all. Refused: NotAllowed for who may not see all."""
    if given["entities"] == "own":
        return workspace.settings.entity
    if workspace.confined:
        raise NotAllowed("the books of all entities are shown to who holds a role in all of them")
    return None


def days(most: int) -> Callable[[str], int]:
    """Return a reader of a number of days up to so many; it refuses anything else with a ValueError."""

    def read(given: str) -> int:
        if not given.isascii() or not given.isdecimal() or not 1 <= int(given) <= most:
            raise ValueError(f"it is a number of days, 1 to {most}: not {given!r}")
        return int(given)

    return read


def months(most: int) -> Callable[[str], int]:
    """Return a reader of a number of months up to so many; it refuses anything else with a ValueError."""

    def read(given: str) -> int:
        if not given.isascii() or not given.isdecimal() or not 1 <= int(given) <= most:
            raise ValueError(f"1 to {most} months, not {given!r}")
        return int(given)

    return read


def pairs(texts: Iterable[str]) -> dict[str, str]:
    """Return options as people type them, `name=value`. Refused: Invalid where there is no `=`, or a name twice."""
    found: dict[str, str] = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark or name.strip() in found:
            raise Invalid(f"options read name=value, each once: not {text!r}")
        found[name.strip()] = value.strip()
    return found
