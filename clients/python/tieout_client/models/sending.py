from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.sending_counts import SendingCounts


T = TypeVar("T", bound="Sending")


@_attrs_define
class Sending:
    """How many letters became what.

    Attributes:
        counts (SendingCounts):
    """

    counts: SendingCounts

    def to_dict(self) -> dict[str, Any]:
        counts = self.counts.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "counts": counts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sending_counts import SendingCounts  # noqa: PLC0415

        d = dict(src_dict)
        counts = SendingCounts.from_dict(d.pop("counts"))

        sending = cls(
            counts=counts,
        )

        return sending
