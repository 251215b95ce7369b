from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.config_version import ConfigVersion


T = TypeVar("T", bound="ConfigText")


@_attrs_define
class ConfigText:
    """A version with its text.

    Attributes:
        text (str):
        version (ConfigVersion): A version: from when it holds, who asked for it and who decided it.
    """

    text: str
    version: ConfigVersion

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        version = self.version.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.config_version import ConfigVersion  # noqa: PLC0415

        d = dict(src_dict)
        text = d.pop("text")

        version = ConfigVersion.from_dict(d.pop("version"))

        config_text = cls(
            text=text,
            version=version,
        )

        return config_text
