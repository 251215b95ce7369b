from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.endpoint_told_to import EndpointToldTo


T = TypeVar("T", bound="Endpoint")


@_attrs_define
class Endpoint:
    """Who is told; `told_to` is the number of the last row of each event it was told of.

    Attributes:
        active (bool):
        added_at (str):
        added_by (str):
        endpoint_id (str):
        reason (str):
        rotating_until (None | str):
        told_to (EndpointToldTo):
        url (str):
    """

    active: bool
    added_at: str
    added_by: str
    endpoint_id: str
    reason: str
    rotating_until: None | str
    told_to: EndpointToldTo
    url: str

    def to_dict(self) -> dict[str, Any]:
        active = self.active

        added_at = self.added_at

        added_by = self.added_by

        endpoint_id = self.endpoint_id

        reason = self.reason

        rotating_until: None | str
        rotating_until = self.rotating_until

        told_to = self.told_to.to_dict()

        url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "active": active,
                "added_at": added_at,
                "added_by": added_by,
                "endpoint_id": endpoint_id,
                "reason": reason,
                "rotating_until": rotating_until,
                "told_to": told_to,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.endpoint_told_to import EndpointToldTo  # noqa: PLC0415

        d = dict(src_dict)
        active = d.pop("active")

        added_at = d.pop("added_at")

        added_by = d.pop("added_by")

        endpoint_id = d.pop("endpoint_id")

        reason = d.pop("reason")

        def _parse_rotating_until(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rotating_until = _parse_rotating_until(d.pop("rotating_until"))

        told_to = EndpointToldTo.from_dict(d.pop("told_to"))

        url = d.pop("url")

        endpoint = cls(
            active=active,
            added_at=added_at,
            added_by=added_by,
            endpoint_id=endpoint_id,
            reason=reason,
            rotating_until=rotating_until,
            told_to=told_to,
            url=url,
        )

        return endpoint
