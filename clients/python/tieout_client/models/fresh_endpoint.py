from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.endpoint import Endpoint


T = TypeVar("T", bound="FreshEndpoint")


@_attrs_define
class FreshEndpoint:
    """An endpoint with the secret that signs, told this once.

    Attributes:
        endpoint (Endpoint): Who is told; `told_to` is the number of the last row of each event it was told of.
        secret (str):
    """

    endpoint: Endpoint
    secret: str

    def to_dict(self) -> dict[str, Any]:
        endpoint = self.endpoint.to_dict()

        secret = self.secret

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "endpoint": endpoint,
                "secret": secret,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.endpoint import Endpoint  # noqa: PLC0415

        d = dict(src_dict)
        endpoint = Endpoint.from_dict(d.pop("endpoint"))

        secret = d.pop("secret")

        fresh_endpoint = cls(
            endpoint=endpoint,
            secret=secret,
        )

        return fresh_endpoint
