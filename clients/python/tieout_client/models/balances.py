from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Balances")


@_attrs_define
class Balances:
    """What a customer owes in a currency; `open` is net of credits, `balance` also of cash that is not applied.

    Attributes:
        balance (Amount): An amount: whole minor units of an ISO 4217 currency.
        disputed (Amount): An amount: whole minor units of an ISO 4217 currency.
        open_ (Amount): An amount: whole minor units of an ISO 4217 currency.
        past_due (Amount): An amount: whole minor units of an ISO 4217 currency.
        promised (Amount): An amount: whole minor units of an ISO 4217 currency.
        unapplied (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    balance: Amount
    disputed: Amount
    open_: Amount
    past_due: Amount
    promised: Amount
    unapplied: Amount

    def to_dict(self) -> dict[str, Any]:
        balance = self.balance.to_dict()

        disputed = self.disputed.to_dict()

        open_ = self.open_.to_dict()

        past_due = self.past_due.to_dict()

        promised = self.promised.to_dict()

        unapplied = self.unapplied.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "balance": balance,
                "disputed": disputed,
                "open": open_,
                "past_due": past_due,
                "promised": promised,
                "unapplied": unapplied,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        balance = Amount.from_dict(d.pop("balance"))

        disputed = Amount.from_dict(d.pop("disputed"))

        open_ = Amount.from_dict(d.pop("open"))

        past_due = Amount.from_dict(d.pop("past_due"))

        promised = Amount.from_dict(d.pop("promised"))

        unapplied = Amount.from_dict(d.pop("unapplied"))

        balances = cls(
            balance=balance,
            disputed=disputed,
            open_=open_,
            past_due=past_due,
            promised=promised,
            unapplied=unapplied,
        )

        return balances
