from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewRuleSimulation")


@_attrs_define
class NewRuleSimulation:
    """Rules as TOML, tried on a past period, last month where none is said; what is not proposed stays as it is.

    Attributes:
        credit (str | Unset): A credit policy. Default: ''.
        first (datetime.date | None | Unset):
        last (datetime.date | None | Unset):
        matching (str | Unset): A matching policy. Default: ''.
        points (str | Unset): Points of the worklist. Default: ''.
        strategies (list[str] | Unset): Dunning strategies, each in the place of its name's.
    """

    credit: str | Unset = ""
    first: datetime.date | None | Unset = UNSET
    last: datetime.date | None | Unset = UNSET
    matching: str | Unset = ""
    points: str | Unset = ""
    strategies: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        credit = self.credit

        first: None | str | Unset
        if isinstance(self.first, Unset):
            first = UNSET
        elif isinstance(self.first, datetime.date):
            first = self.first.isoformat()
        else:
            first = self.first

        last: None | str | Unset
        if isinstance(self.last, Unset):
            last = UNSET
        elif isinstance(self.last, datetime.date):
            last = self.last.isoformat()
        else:
            last = self.last

        matching = self.matching

        points = self.points

        strategies: list[str] | Unset = UNSET
        if not isinstance(self.strategies, Unset):
            strategies = self.strategies

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if credit is not UNSET:
            field_dict["credit"] = credit
        if first is not UNSET:
            field_dict["first"] = first
        if last is not UNSET:
            field_dict["last"] = last
        if matching is not UNSET:
            field_dict["matching"] = matching
        if points is not UNSET:
            field_dict["points"] = points
        if strategies is not UNSET:
            field_dict["strategies"] = strategies

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        credit = d.pop("credit", UNSET)

        def _parse_first(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_type_0 = datetime.date.fromisoformat(data)

                return first_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        first = _parse_first(d.pop("first", UNSET))

        def _parse_last(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_type_0 = datetime.date.fromisoformat(data)

                return last_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        last = _parse_last(d.pop("last", UNSET))

        matching = d.pop("matching", UNSET)

        points = d.pop("points", UNSET)

        strategies = cast(list[str], d.pop("strategies", UNSET))

        new_rule_simulation = cls(
            credit=credit,
            first=first,
            last=last,
            matching=matching,
            points=points,
            strategies=strategies,
        )

        return new_rule_simulation
