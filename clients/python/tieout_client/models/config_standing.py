from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.config_version import ConfigVersion


T = TypeVar("T", bound="ConfigStanding")


@_attrs_define
class ConfigStanding:
    """What holds of a kind and name on a day.

    Attributes:
        coming (list[ConfigVersion]): Versions that begin later.
        holds (str): A version, the file that the settings name, or the defaults.
        kind (str):
        means (str):
        name (str):
        version (ConfigVersion | None):
    """

    coming: list[ConfigVersion]
    holds: str
    kind: str
    means: str
    name: str
    version: ConfigVersion | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.config_version import ConfigVersion  # noqa: PLC0415

        coming = []
        for coming_item_data in self.coming:
            coming_item = coming_item_data.to_dict()
            coming.append(coming_item)

        holds = self.holds

        kind = self.kind

        means = self.means

        name = self.name

        version: dict[str, Any] | None
        if isinstance(self.version, ConfigVersion):
            version = self.version.to_dict()
        else:
            version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "coming": coming,
                "holds": holds,
                "kind": kind,
                "means": means,
                "name": name,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.config_version import ConfigVersion  # noqa: PLC0415

        d = dict(src_dict)
        coming = []
        _coming = d.pop("coming")
        for coming_item_data in _coming:
            coming_item = ConfigVersion.from_dict(coming_item_data)

            coming.append(coming_item)

        holds = d.pop("holds")

        kind = d.pop("kind")

        means = d.pop("means")

        name = d.pop("name")

        def _parse_version(data: object) -> ConfigVersion | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                version_type_0 = ConfigVersion.from_dict(data)

                return version_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ConfigVersion | None, data)

        version = _parse_version(d.pop("version"))

        config_standing = cls(
            coming=coming,
            holds=holds,
            kind=kind,
            means=means,
            name=name,
            version=version,
        )

        return config_standing
