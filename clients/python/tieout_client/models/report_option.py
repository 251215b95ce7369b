from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReportOption")


@_attrs_define
class ReportOption:
    """What can be asked of a report.

    Attributes:
        choices (list[str]): Empty where any text may be given.
        default (str):
        meaning (str):
        name (str):
    """

    choices: list[str]
    default: str
    meaning: str
    name: str

    def to_dict(self) -> dict[str, Any]:
        choices = self.choices

        default = self.default

        meaning = self.meaning

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "choices": choices,
                "default": default,
                "meaning": meaning,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        choices = cast(list[str], d.pop("choices"))

        default = d.pop("default")

        meaning = d.pop("meaning")

        name = d.pop("name")

        report_option = cls(
            choices=choices,
            default=default,
            meaning=meaning,
            name=name,
        )

        return report_option
