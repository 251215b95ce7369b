from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.report_option import ReportOption


T = TypeVar("T", bound="ReportAbout")


@_attrs_define
class ReportAbout:
    """A report of the catalogue.

    Attributes:
        name (str):
        options (list[ReportOption]):
        title (str):
    """

    name: str
    options: list[ReportOption]
    title: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        options = []
        for options_item_data in self.options:
            options_item = options_item_data.to_dict()
            options.append(options_item)

        title = self.title

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "options": options,
                "title": title,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_option import ReportOption  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        options = []
        _options = d.pop("options")
        for options_item_data in _options:
            options_item = ReportOption.from_dict(options_item_data)

            options.append(options_item)

        title = d.pop("title")

        report_about = cls(
            name=name,
            options=options,
            title=title,
        )

        return report_about
