"""A TOML file of tables of one kind, [erps.main] say: what an installation says of each of its partners."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, SecretStr, ValidationError

from kit.refusals import Invalid
from kit.validation import in_words

Kind = TypeVar("Kind", bound=BaseModel)


def read(path: Path | None, group: str, kind: type[Kind], **own: Any) -> dict[str, Kind]:
    """Return the tables of a file by name, each with what is `own` unless it says otherwise; without a file none.

    Refused: Invalid with what is wrong in it.
    """
    if path is None:
        return {}
    try:
        rows = _rows(tomllib.loads(path.read_text(encoding="utf-8")), group)
        return {name: kind.model_validate({**own, **row, "name": name}) for name, row in rows.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Invalid(f"{path}: {wrong}") from wrong
    except ValidationError as wrong:
        raise Invalid(f"{path}: {in_words(wrong, group)}") from wrong


def secret(path: Path, name: str) -> SecretStr:
    """Return what a file of a secret holds, read anew. Refused: Invalid where it cannot be read."""
    try:
        return SecretStr(path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError) as wrong:
        raise Invalid(f"{name}: the secret's file cannot be read: {wrong}") from wrong


def _rows(held: Mapping[str, Any], group: str) -> Mapping[str, Any]:
    """Return the tables of a group. Refused: Invalid where the file holds something else."""
    found = held.get(group, {})
    if set(held) - {group} or not isinstance(found, dict) or not all(isinstance(row, dict) for row in found.values()):
        raise Invalid(f"the file has tables [{group}.NAME] and nothing else")
    return found
