from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

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
        as_of (str | Unset): A day like 2026-11-20; else today. Default: ''.
        currency (str | Unset):  Default: ''.
    """

    customer: str
    file: File
    as_of: str | Unset = ""
    currency: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        customer = self.customer

        file = self.file.to_tuple()

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

        as_of = d.pop("as_of", UNSET)

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
