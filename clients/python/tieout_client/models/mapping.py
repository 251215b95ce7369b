from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.mapping_mapping import MappingMapping


T = TypeVar("T", bound="Mapping")


@_attrs_define
class Mapping:
    """A confirmed mapping; `mapping` is what `tieout mapping guess -o` writes.

    Attributes:
        confirmed_at (str):
        confirmed_by (str):
        key (str): What tells this table's shape from others.
        mapping (MappingMapping):
        words (str):
        request_id (str | Unset): Counts once a second person approves this request; empty: it counts. Default: ''.
    """

    confirmed_at: str
    confirmed_by: str
    key: str
    mapping: MappingMapping
    words: str
    request_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        confirmed_at = self.confirmed_at

        confirmed_by = self.confirmed_by

        key = self.key

        mapping = self.mapping.to_dict()

        words = self.words

        request_id = self.request_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "confirmed_at": confirmed_at,
                "confirmed_by": confirmed_by,
                "key": key,
                "mapping": mapping,
                "words": words,
            }
        )
        if request_id is not UNSET:
            field_dict["request_id"] = request_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mapping_mapping import MappingMapping  # noqa: PLC0415

        d = dict(src_dict)
        confirmed_at = d.pop("confirmed_at")

        confirmed_by = d.pop("confirmed_by")

        key = d.pop("key")

        mapping = MappingMapping.from_dict(d.pop("mapping"))

        words = d.pop("words")

        request_id = d.pop("request_id", UNSET)

        mapping = cls(
            confirmed_at=confirmed_at,
            confirmed_by=confirmed_by,
            key=key,
            mapping=mapping,
            words=words,
            request_id=request_id,
        )

        return mapping
