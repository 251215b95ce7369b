from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ConfirmedWithdrawal")


@_attrs_define
class ConfirmedWithdrawal:
    """A yes to all that a file takes back; the matching that follows carries it out.

    Attributes:
        confirmed_at (str):
        confirmed_by (str):
        file_id (str):
    """

    confirmed_at: str
    confirmed_by: str
    file_id: str

    def to_dict(self) -> dict[str, Any]:
        confirmed_at = self.confirmed_at

        confirmed_by = self.confirmed_by

        file_id = self.file_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "confirmed_at": confirmed_at,
                "confirmed_by": confirmed_by,
                "file_id": file_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        confirmed_at = d.pop("confirmed_at")

        confirmed_by = d.pop("confirmed_by")

        file_id = d.pop("file_id")

        confirmed_withdrawal = cls(
            confirmed_at=confirmed_at,
            confirmed_by=confirmed_by,
            file_id=file_id,
        )

        return confirmed_withdrawal
