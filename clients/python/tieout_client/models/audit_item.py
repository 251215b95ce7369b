from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="AuditItem")


@_attrs_define
class AuditItem:
    """An item of a customer as it would stand without the posting.

    Attributes:
        document_number (str):
        document_type (str):
        due_on (datetime.date):
        item_id (str):
        open_ (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    document_number: str
    document_type: str
    due_on: datetime.date
    item_id: str
    open_: Amount

    def to_dict(self) -> dict[str, Any]:
        document_number = self.document_number

        document_type = self.document_type

        due_on = self.due_on.isoformat()

        item_id = self.item_id

        open_ = self.open_.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "document_number": document_number,
                "document_type": document_type,
                "due_on": due_on,
                "item_id": item_id,
                "open": open_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        document_number = d.pop("document_number")

        document_type = d.pop("document_type")

        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        item_id = d.pop("item_id")

        open_ = Amount.from_dict(d.pop("open"))

        audit_item = cls(
            document_number=document_number,
            document_type=document_type,
            due_on=due_on,
            item_id=item_id,
            open_=open_,
        )

        return audit_item
