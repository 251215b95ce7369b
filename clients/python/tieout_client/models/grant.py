from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.grant_state import GrantState, check_grant_state

T = TypeVar("T", bound="Grant")


@_attrs_define
class Grant:
    """A role of a campaign, and what was said of it.

    Attributes:
        by (str):
        campaign_id (str):
        login (str):
        place (str):
        reason (str):
        role (str):
        state (GrantState):
    """

    by: str
    campaign_id: str
    login: str
    place: str
    reason: str
    role: str
    state: GrantState

    def to_dict(self) -> dict[str, Any]:
        by = self.by

        campaign_id = self.campaign_id

        login = self.login

        place = self.place

        reason = self.reason

        role = self.role

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "by": by,
                "campaign_id": campaign_id,
                "login": login,
                "place": place,
                "reason": reason,
                "role": role,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        by = d.pop("by")

        campaign_id = d.pop("campaign_id")

        login = d.pop("login")

        place = d.pop("place")

        reason = d.pop("reason")

        role = d.pop("role")

        state = check_grant_state(d.pop("state"))

        grant = cls(
            by=by,
            campaign_id=campaign_id,
            login=login,
            place=place,
            reason=reason,
            role=role,
            state=state,
        )

        return grant
