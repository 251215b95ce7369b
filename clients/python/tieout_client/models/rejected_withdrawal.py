from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RejectedWithdrawal")


@_attrs_define
class RejectedWithdrawal:
    """A no: the books stay as they are; a yes may follow.

    Attributes:
        file_id (str):
        rejected_at (str):
        rejected_by (str):
        said (str):
    """

    file_id: str
    rejected_at: str
    rejected_by: str
    said: str

    def to_dict(self) -> dict[str, Any]:
        file_id = self.file_id

        rejected_at = self.rejected_at

        rejected_by = self.rejected_by

        said = self.said

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "file_id": file_id,
                "rejected_at": rejected_at,
                "rejected_by": rejected_by,
                "said": said,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file_id = d.pop("file_id")

        rejected_at = d.pop("rejected_at")

        rejected_by = d.pop("rejected_by")

        said = d.pop("said")

        rejected_withdrawal = cls(
            file_id=file_id,
            rejected_at=rejected_at,
            rejected_by=rejected_by,
            said=said,
        )

        return rejected_withdrawal
