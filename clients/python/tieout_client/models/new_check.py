from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.checkpoint import Checkpoint, check_checkpoint
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewCheck")


@_attrs_define
class NewCheck:
    """A check of an order at a step of its way.

    Attributes:
        checkpoint (Checkpoint): Where on its way an order is checked (DUTIES A02d).
        as_of (datetime.date | None | Unset):
        by (str | Unset):  Default: ''.
    """

    checkpoint: Checkpoint
    as_of: datetime.date | None | Unset = UNSET
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        checkpoint: str = self.checkpoint

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "checkpoint": checkpoint,
            }
        )
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        checkpoint = check_checkpoint(d.pop("checkpoint"))

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

        by = d.pop("by", UNSET)

        new_check = cls(
            checkpoint=checkpoint,
            as_of=as_of,
            by=by,
        )

        return new_check
