from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Entity")


@_attrs_define
class Entity:
    """A legal entity as it is called on a day.

    Attributes:
        address (str):
        currency (str):
        entity (str):
        name (str):
        remit_to (str):
        tax_id (str):
        time_zone (str):
    """

    address: str
    currency: str
    entity: str
    name: str
    remit_to: str
    tax_id: str
    time_zone: str

    def to_dict(self) -> dict[str, Any]:
        address = self.address

        currency = self.currency

        entity = self.entity

        name = self.name

        remit_to = self.remit_to

        tax_id = self.tax_id

        time_zone = self.time_zone

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "address": address,
                "currency": currency,
                "entity": entity,
                "name": name,
                "remit_to": remit_to,
                "tax_id": tax_id,
                "time_zone": time_zone,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address")

        currency = d.pop("currency")

        entity = d.pop("entity")

        name = d.pop("name")

        remit_to = d.pop("remit_to")

        tax_id = d.pop("tax_id")

        time_zone = d.pop("time_zone")

        entity = cls(
            address=address,
            currency=currency,
            entity=entity,
            name=name,
            remit_to=remit_to,
            tax_id=tax_id,
            time_zone=time_zone,
        )

        return entity
