from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.guess_mapping import GuessMapping
    from ..models.guessed_entry import GuessedEntry


T = TypeVar("T", bound="Guess")


@_attrs_define
class Guess:
    """How a table would be read; what it leaves open is `asked`, and must be answered to confirm it.

    Attributes:
        asked (list[str]):
        confirmed (bool):
        entries (list[GuessedEntry]):
        header (list[str]):
        key (str):
        mapping (GuessMapping):
        name (str):
        rows (list[list[str]]):
        words (str):
    """

    asked: list[str]
    confirmed: bool
    entries: list[GuessedEntry]
    header: list[str]
    key: str
    mapping: GuessMapping
    name: str
    rows: list[list[str]]
    words: str

    def to_dict(self) -> dict[str, Any]:
        asked = self.asked

        confirmed = self.confirmed

        entries = []
        for entries_item_data in self.entries:
            entries_item = entries_item_data.to_dict()
            entries.append(entries_item)

        header = self.header

        key = self.key

        mapping = self.mapping.to_dict()

        name = self.name

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data

            rows.append(rows_item)

        words = self.words

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "asked": asked,
                "confirmed": confirmed,
                "entries": entries,
                "header": header,
                "key": key,
                "mapping": mapping,
                "name": name,
                "rows": rows,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.guess_mapping import GuessMapping  # noqa: PLC0415
        from ..models.guessed_entry import GuessedEntry  # noqa: PLC0415

        d = dict(src_dict)
        asked = cast(list[str], d.pop("asked"))

        confirmed = d.pop("confirmed")

        entries = []
        _entries = d.pop("entries")
        for entries_item_data in _entries:
            entries_item = GuessedEntry.from_dict(entries_item_data)

            entries.append(entries_item)

        header = cast(list[str], d.pop("header"))

        key = d.pop("key")

        mapping = GuessMapping.from_dict(d.pop("mapping"))

        name = d.pop("name")

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = cast(list[str], rows_item_data)

            rows.append(rows_item)

        words = d.pop("words")

        guess = cls(
            asked=asked,
            confirmed=confirmed,
            entries=entries,
            header=header,
            key=key,
            mapping=mapping,
            name=name,
            rows=rows,
            words=words,
        )

        return guess
