from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewControlRun")


@_attrs_define
class NewControlRun:
    """The day to run the daily controls for, and what the general ledger shows where somebody reads it there.

    Attributes:
        as_of (datetime.date | None | Unset):
        by (str | Unset):  Default: ''.
        gl (list[Amount] | Unset):
    """

    as_of: datetime.date | None | Unset = UNSET
    by: str | Unset = ""
    gl: list[Amount] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        by = self.by

        gl: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.gl, Unset):
            gl = []
            for gl_item_data in self.gl:
                gl_item = gl_item_data.to_dict()
                gl.append(gl_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if by is not UNSET:
            field_dict["by"] = by
        if gl is not UNSET:
            field_dict["gl"] = gl

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)

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

        _gl = d.pop("gl", UNSET)
        gl: list[Amount] | Unset = UNSET
        if _gl is not UNSET:
            gl = []
            for gl_item_data in _gl:
                gl_item = Amount.from_dict(gl_item_data)

                gl.append(gl_item)

        new_control_run = cls(
            as_of=as_of,
            by=by,
            gl=gl,
        )

        return new_control_run
