from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="RootCause")


@_attrs_define
class RootCause:
    """A root cause: how many cases it closed, for how much, and its share in basis points.

    Attributes:
        cases (int):
        disputed (Amount): An amount: whole minor units of an ISO 4217 currency.
        root_cause (str):
        share (int):
    """

    cases: int
    disputed: Amount
    root_cause: str
    share: int

    def to_dict(self) -> dict[str, Any]:
        cases = self.cases

        disputed = self.disputed.to_dict()

        root_cause = self.root_cause

        share = self.share

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cases": cases,
                "disputed": disputed,
                "root_cause": root_cause,
                "share": share,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        cases = d.pop("cases")

        disputed = Amount.from_dict(d.pop("disputed"))

        root_cause = d.pop("root_cause")

        share = d.pop("share")

        root_cause = cls(
            cases=cases,
            disputed=disputed,
            root_cause=root_cause,
            share=share,
        )

        return root_cause
