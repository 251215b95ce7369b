from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewVersion")


@_attrs_define
class NewVersion:
    """A version that is asked for.

    Attributes:
        reason (str):
        text (str): TOML, as `tieout config example` begins it.
        by (str | Unset):  Default: ''.
        effective_from (datetime.date | None | Unset): From when it holds; else from its approval. A day that is past is
            refused.
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default: ''.
    """

    reason: str
    text: str
    by: str | Unset = ""
    effective_from: datetime.date | None | Unset = UNSET
    name: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        text = self.text

        by = self.by

        effective_from: None | str | Unset
        if isinstance(self.effective_from, Unset):
            effective_from = UNSET
        elif isinstance(self.effective_from, datetime.date):
            effective_from = self.effective_from.isoformat()
        else:
            effective_from = self.effective_from

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "text": text,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if effective_from is not UNSET:
            field_dict["effective_from"] = effective_from
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = d.pop("reason")

        text = d.pop("text")

        by = d.pop("by", UNSET)

        def _parse_effective_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                effective_from_type_0 = datetime.date.fromisoformat(data)

                return effective_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        effective_from = _parse_effective_from(d.pop("effective_from", UNSET))

        name = d.pop("name", UNSET)

        new_version = cls(
            reason=reason,
            text=text,
            by=by,
            effective_from=effective_from,
            name=name,
        )

        return new_version
