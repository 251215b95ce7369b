from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bank_file import BankFile
    from ..models.refused_file import RefusedFile


T = TypeVar("T", bound="BankFiles")


@_attrs_define
class BankFiles:
    """What came of several files.

    Attributes:
        data (list[BankFile]):
        refused (list[RefusedFile]):
    """

    data: list[BankFile]
    refused: list[RefusedFile]

    def to_dict(self) -> dict[str, Any]:
        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        refused = []
        for refused_item_data in self.refused:
            refused_item = refused_item_data.to_dict()
            refused.append(refused_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "data": data,
                "refused": refused,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bank_file import BankFile  # noqa: PLC0415
        from ..models.refused_file import RefusedFile  # noqa: PLC0415

        d = dict(src_dict)
        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = BankFile.from_dict(data_item_data)

            data.append(data_item)

        refused = []
        _refused = d.pop("refused")
        for refused_item_data in _refused:
            refused_item = RefusedFile.from_dict(refused_item_data)

            refused.append(refused_item)

        bank_files = cls(
            data=data,
            refused=refused,
        )

        return bank_files
