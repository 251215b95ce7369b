from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.came_bulk_state import CameBulkState


T = TypeVar("T", bound="BulkBulkState")


@_attrs_define
class BulkBulkState:
    """
    Attributes:
        data (list[CameBulkState]):
        done (int):
        refused (int):
    """

    data: list[CameBulkState]
    done: int
    refused: int

    def to_dict(self) -> dict[str, Any]:
        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        done = self.done

        refused = self.refused

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "data": data,
                "done": done,
                "refused": refused,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.came_bulk_state import CameBulkState  # noqa: PLC0415

        d = dict(src_dict)
        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = CameBulkState.from_dict(data_item_data)

            data.append(data_item)

        done = d.pop("done")

        refused = d.pop("refused")

        bulk_bulk_state = cls(
            data=data,
            done=done,
            refused=refused,
        )

        return bulk_bulk_state
