from __future__ import annotations

import datetime
from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="BodyCompareStatement")


@_attrs_define
class BodyCompareStatement:
    """
    Attributes:
        customer (str):
        file (File):
        as_of (datetime.date | None | Unset):
        currency (str | Unset):  Default: ''.
    """

    customer: str
    file: File
    as_of: datetime.date | None | Unset = UNSET
    currency: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        customer = self.customer

        file = self.file.to_tuple()

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        currency = self.currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "customer": customer,
                "file": file,
            }
        )
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if currency is not UNSET:
            field_dict["currency"] = currency

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("customer", (None, str(self.customer).encode(), "text/plain")))

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.as_of, Unset):
            if isinstance(self.as_of, datetime.date):
                files.append(("as_of", (None, self.as_of.isoformat().encode(), "text/plain")))
            else:
                files.append(("as_of", (None, str(self.as_of).encode(), "text/plain")))

        if not isinstance(self.currency, Unset):
            files.append(("currency", (None, str(self.currency).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer = d.pop("customer")

        file = File(payload=BytesIO(d.pop("file")))

        def _parse_as_of(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.date.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        currency = d.pop("currency", UNSET)

        body_compare_statement = cls(
            customer=customer,
            file=file,
            as_of=as_of,
            currency=currency,
        )

        body_compare_statement.additional_properties = d
        return body_compare_statement

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
