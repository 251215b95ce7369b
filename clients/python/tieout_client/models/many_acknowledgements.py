from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.acknowledgement import Acknowledgement


T = TypeVar("T", bound="ManyAcknowledgements")


@_attrs_define
class ManyAcknowledgements:
    """How the ERP took ranges of postings.

    Attributes:
        data (list[Acknowledgement]):
        atomic (bool | Unset): All in one transaction, or nothing: the answer is then one refusal. Default: False.
    """

    data: list[Acknowledgement]
    atomic: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        atomic = self.atomic

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "data": data,
            }
        )
        if atomic is not UNSET:
            field_dict["atomic"] = atomic

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.acknowledgement import Acknowledgement  # noqa: PLC0415

        d = dict(src_dict)
        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = Acknowledgement.from_dict(data_item_data)

            data.append(data_item)

        atomic = d.pop("atomic", UNSET)

        many_acknowledgements = cls(
            data=data,
            atomic=atomic,
        )

        return many_acknowledgements
