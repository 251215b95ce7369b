from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.policy_value import PolicyValue


T = TypeVar("T", bound="Policy")


@_attrs_define
class Policy:
    """What may be posted without a person in this entity.

    Attributes:
        currency (str): Of the amounts; empty where they hold, in minor units, in every currency.
        digest (str): As certificates quote it.
        entity (str):
        file (str): Empty where the cautious defaults hold.
        other_currencies (list[str]): Currencies whose amounts the policy states apart.
        values (list[PolicyValue]):
        version (str):
        warnings (list[str]):
    """

    currency: str
    digest: str
    entity: str
    file: str
    other_currencies: list[str]
    values: list[PolicyValue]
    version: str
    warnings: list[str]

    def to_dict(self) -> dict[str, Any]:
        currency = self.currency

        digest = self.digest

        entity = self.entity

        file = self.file

        other_currencies = self.other_currencies

        values = []
        for values_item_data in self.values:
            values_item = values_item_data.to_dict()
            values.append(values_item)

        version = self.version

        warnings = self.warnings

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "currency": currency,
                "digest": digest,
                "entity": entity,
                "file": file,
                "other_currencies": other_currencies,
                "values": values,
                "version": version,
                "warnings": warnings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.policy_value import PolicyValue  # noqa: PLC0415

        d = dict(src_dict)
        currency = d.pop("currency")

        digest = d.pop("digest")

        entity = d.pop("entity")

        file = d.pop("file")

        other_currencies = cast(list[str], d.pop("other_currencies"))

        values = []
        _values = d.pop("values")
        for values_item_data in _values:
            values_item = PolicyValue.from_dict(values_item_data)

            values.append(values_item)

        version = d.pop("version")

        warnings = cast(list[str], d.pop("warnings"))

        policy = cls(
            currency=currency,
            digest=digest,
            entity=entity,
            file=file,
            other_currencies=other_currencies,
            values=values,
            version=version,
            warnings=warnings,
        )

        return policy
