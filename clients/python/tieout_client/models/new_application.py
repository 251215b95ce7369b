from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.applicant import Applicant


T = TypeVar("T", bound="NewApplication")


@_attrs_define
class NewApplication:
    """Who asks to buy on credit, for what limit and terms; a customer that is not known yet is made, as a prospect.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        applicant (Applicant): Who asks to buy on credit (DOMAIN section 8.1); None is not told.
        customer_number (str):
        terms (str):
        by (str | Unset):  Default: ''.
        submit (bool | Unset): The clock starts; false keeps it as a draft. Default: True.
    """

    amount: Amount
    applicant: Applicant
    customer_number: str
    terms: str
    by: str | Unset = ""
    submit: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        applicant = self.applicant.to_dict()

        customer_number = self.customer_number

        terms = self.terms

        by = self.by

        submit = self.submit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "applicant": applicant,
                "customer_number": customer_number,
                "terms": terms,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if submit is not UNSET:
            field_dict["submit"] = submit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.applicant import Applicant  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        applicant = Applicant.from_dict(d.pop("applicant"))

        customer_number = d.pop("customer_number")

        terms = d.pop("terms")

        by = d.pop("by", UNSET)

        submit = d.pop("submit", UNSET)

        new_application = cls(
            amount=amount,
            applicant=applicant,
            customer_number=customer_number,
            terms=terms,
            by=by,
            submit=submit,
        )

        return new_application
