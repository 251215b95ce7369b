from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.report_data_item import ReportDataItem
    from ..models.report_options import ReportOptions


T = TypeVar("T", bound="Report")


@_attrs_define
class Report:
    """A report's rows by column; amounts are decimals with the digits of the row's currency.

    Attributes:
        as_of (datetime.date):
        columns (list[str]):
        data (list[ReportDataItem]):
        name (str):
        title (str):
        notes (list[str] | Unset): What the columns mean.
        options (ReportOptions | Unset): As given; the others are at their default.
    """

    as_of: datetime.date
    columns: list[str]
    data: list[ReportDataItem]
    name: str
    title: str
    notes: list[str] | Unset = UNSET
    options: ReportOptions | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        columns = self.columns

        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        name = self.name

        title = self.title

        notes: list[str] | Unset = UNSET
        if not isinstance(self.notes, Unset):
            notes = self.notes

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "columns": columns,
                "data": data,
                "name": name,
                "title": title,
            }
        )
        if notes is not UNSET:
            field_dict["notes"] = notes
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_data_item import ReportDataItem  # noqa: PLC0415
        from ..models.report_options import ReportOptions  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        columns = cast(list[str], d.pop("columns"))

        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = ReportDataItem.from_dict(data_item_data)

            data.append(data_item)

        name = d.pop("name")

        title = d.pop("title")

        notes = cast(list[str], d.pop("notes", UNSET))

        _options = d.pop("options", UNSET)
        options: ReportOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = ReportOptions.from_dict(_options)

        report = cls(
            as_of=as_of,
            columns=columns,
            data=data,
            name=name,
            title=title,
            notes=notes,
            options=options,
        )

        return report
