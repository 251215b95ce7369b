from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="GuessedEntry")


@_attrs_define
class GuessedEntry:
    """A row as the guess reads it; `minor` is signed, money to us is positive.

    Attributes:
        currency (str):
        minor (int):
        on (str):
        text (str):
    """

    currency: str
    minor: int
    on: str
    text: str

    def to_dict(self) -> dict[str, Any]:
        currency = self.currency

        minor = self.minor

        on = self.on

        text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "currency": currency,
                "minor": minor,
                "on": on,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        currency = d.pop("currency")

        minor = d.pop("minor")

        on = d.pop("on")

        text = d.pop("text")

        guessed_entry = cls(
            currency=currency,
            minor=minor,
            on=on,
            text=text,
        )

        return guessed_entry
