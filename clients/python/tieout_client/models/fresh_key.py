from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.key import Key


T = TypeVar("T", bound="FreshKey")


@_attrs_define
class FreshKey:
    """A key with what is sent as the bearer, told this once.

    Attributes:
        bearer (str):
        key (Key): A key as it is listed.
    """

    bearer: str
    key: Key

    def to_dict(self) -> dict[str, Any]:
        bearer = self.bearer

        key = self.key.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "bearer": bearer,
                "key": key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.key import Key  # noqa: PLC0415

        d = dict(src_dict)
        bearer = d.pop("bearer")

        key = Key.from_dict(d.pop("key"))

        fresh_key = cls(
            bearer=bearer,
            key=key,
        )

        return fresh_key
