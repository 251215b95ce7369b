"""What every command is asked: which database, and whether a machine reads the answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that every command takes, before or after its name."""

    db: str
    json: bool
