from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_fact_fact import NewFactFact, check_new_fact_fact
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewFact")


@_attrs_define
class NewFact:
    """Something about a case.

    Attributes:
        fact (NewFactFact):
        value (str):
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    fact: NewFactFact
    value: str
    by: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        fact: str = self.fact

        value = self.value

        by = self.by

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "fact": fact,
                "value": value,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        fact = check_new_fact_fact(d.pop("fact"))

        value = d.pop("value")

        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        new_fact = cls(
            fact=fact,
            value=value,
            by=by,
            note=note,
        )

        return new_fact
