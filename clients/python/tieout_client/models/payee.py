from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Payee")


@_attrs_define
class Payee:
    """A verified account, in whose name it is, who asked and who verified.

    Attributes:
        account (str):
        checker (str):
        holder (str):
        maker (str):
    """

    account: str
    checker: str
    holder: str
    maker: str

    def to_dict(self) -> dict[str, Any]:
        account = self.account

        checker = self.checker

        holder = self.holder

        maker = self.maker

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "account": account,
                "checker": checker,
                "holder": holder,
                "maker": maker,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        account = d.pop("account")

        checker = d.pop("checker")

        holder = d.pop("holder")

        maker = d.pop("maker")

        payee = cls(
            account=account,
            checker=checker,
            holder=holder,
            maker=maker,
        )

        return payee
