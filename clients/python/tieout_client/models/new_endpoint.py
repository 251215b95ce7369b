from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewEndpoint")


@_attrs_define
class NewEndpoint:
    """Who is to be told: an https address, and of what; all events where none is named.

    Attributes:
        url (str):
        events (list[str] | Unset):
        from_start (bool | Unset): Told of everything there is, not only of what comes. Default: False.
    """

    url: str
    events: list[str] | Unset = UNSET
    from_start: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        events: list[str] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = self.events

        from_start = self.from_start

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
            }
        )
        if events is not UNSET:
            field_dict["events"] = events
        if from_start is not UNSET:
            field_dict["from_start"] = from_start

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        events = cast(list[str], d.pop("events", UNSET))

        from_start = d.pop("from_start", UNSET)

        new_endpoint = cls(
            url=url,
            events=events,
            from_start=from_start,
        )

        return new_endpoint
