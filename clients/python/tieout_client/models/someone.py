from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Someone")


@_attrs_define
class Someone:
    """A person of the customer's, what they are there for, and whether they may be mailed.

    Attributes:
        bounced_on (datetime.date | None):
        do_not_email (bool):
        email (str):
        name (str):
        phone (str):
        roles (str):
    """

    bounced_on: datetime.date | None
    do_not_email: bool
    email: str
    name: str
    phone: str
    roles: str

    def to_dict(self) -> dict[str, Any]:
        bounced_on: None | str
        if isinstance(self.bounced_on, datetime.date):
            bounced_on = self.bounced_on.isoformat()
        else:
            bounced_on = self.bounced_on

        do_not_email = self.do_not_email

        email = self.email

        name = self.name

        phone = self.phone

        roles = self.roles

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "bounced_on": bounced_on,
                "do_not_email": do_not_email,
                "email": email,
                "name": name,
                "phone": phone,
                "roles": roles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_bounced_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                bounced_on_type_0 = datetime.date.fromisoformat(data)

                return bounced_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        bounced_on = _parse_bounced_on(d.pop("bounced_on"))

        do_not_email = d.pop("do_not_email")

        email = d.pop("email")

        name = d.pop("name")

        phone = d.pop("phone")

        roles = d.pop("roles")

        someone = cls(
            bounced_on=bounced_on,
            do_not_email=do_not_email,
            email=email,
            name=name,
            phone=phone,
            roles=roles,
        )

        return someone
