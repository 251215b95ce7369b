from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.accept import Accept
    from ..models.apply import Apply
    from ..models.identify import Identify
    from ..models.not_ar import NotAr
    from ..models.on_account import OnAccount
    from ..models.park import Park
    from ..models.undo import Undo


T = TypeVar("T", bound="BulkDecision")


@_attrs_define
class BulkDecision:
    """One decision: `version` is the `ETag` that was read of its receipt, without the quotes.

    Attributes:
        exception_id (str):
        resolution (Accept | Apply | Identify | NotAr | OnAccount | Park | Undo):
        version (int | None | Unset):
    """

    exception_id: str
    resolution: Accept | Apply | Identify | NotAr | OnAccount | Park | Undo
    version: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.accept import Accept  # noqa: PLC0415
        from ..models.apply import Apply  # noqa: PLC0415
        from ..models.identify import Identify  # noqa: PLC0415
        from ..models.not_ar import NotAr  # noqa: PLC0415
        from ..models.on_account import OnAccount  # noqa: PLC0415
        from ..models.park import Park  # noqa: PLC0415

        exception_id = self.exception_id

        resolution: dict[str, Any]
        if isinstance(self.resolution, Accept):
            resolution = self.resolution.to_dict()
        elif isinstance(self.resolution, Apply):
            resolution = self.resolution.to_dict()
        elif isinstance(self.resolution, Park):
            resolution = self.resolution.to_dict()
        elif isinstance(self.resolution, OnAccount):
            resolution = self.resolution.to_dict()
        elif isinstance(self.resolution, Identify):
            resolution = self.resolution.to_dict()
        elif isinstance(self.resolution, NotAr):
            resolution = self.resolution.to_dict()
        else:
            resolution = self.resolution.to_dict()

        version: int | None | Unset
        if isinstance(self.version, Unset):
            version = UNSET
        else:
            version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "exception_id": exception_id,
                "resolution": resolution,
            }
        )
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.accept import Accept  # noqa: PLC0415
        from ..models.apply import Apply  # noqa: PLC0415
        from ..models.identify import Identify  # noqa: PLC0415
        from ..models.not_ar import NotAr  # noqa: PLC0415
        from ..models.on_account import OnAccount  # noqa: PLC0415
        from ..models.park import Park  # noqa: PLC0415
        from ..models.undo import Undo  # noqa: PLC0415

        d = dict(src_dict)
        exception_id = d.pop("exception_id")

        def _parse_resolution(data: object) -> Accept | Apply | Identify | NotAr | OnAccount | Park | Undo:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                resolution_type_0 = Accept.from_dict(data)

                return resolution_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                resolution_type_1 = Apply.from_dict(data)

                return resolution_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                resolution_type_2 = Park.from_dict(data)

                return resolution_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                resolution_type_3 = OnAccount.from_dict(data)

                return resolution_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                resolution_type_4 = Identify.from_dict(data)

                return resolution_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                resolution_type_5 = NotAr.from_dict(data)

                return resolution_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            resolution_type_6 = Undo.from_dict(data)

            return resolution_type_6

        resolution = _parse_resolution(d.pop("resolution"))

        def _parse_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        version = _parse_version(d.pop("version", UNSET))

        bulk_decision = cls(
            exception_id=exception_id,
            resolution=resolution,
            version=version,
        )

        return bulk_decision
