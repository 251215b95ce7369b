from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Facet")


@_attrs_define
class Facet:
    """The facts of a customer as they stood on a day.

    Attributes:
        address (str):
        aliases (list[str]):
        collector (str):
        credit_limit (Amount | None):
        currency (str):
        customer_number (str):
        duns (str):
        email (str):
        family (str):
        family_name (str):
        name (str):
        parent_number (str):
        phone (str):
        risk_class (str):
        sales_rep (str):
        tax_id (str):
        terms (str):
    """

    address: str
    aliases: list[str]
    collector: str
    credit_limit: Amount | None
    currency: str
    customer_number: str
    duns: str
    email: str
    family: str
    family_name: str
    name: str
    parent_number: str
    phone: str
    risk_class: str
    sales_rep: str
    tax_id: str
    terms: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        address = self.address

        aliases = self.aliases

        collector = self.collector

        credit_limit: dict[str, Any] | None
        if isinstance(self.credit_limit, Amount):
            credit_limit = self.credit_limit.to_dict()
        else:
            credit_limit = self.credit_limit

        currency = self.currency

        customer_number = self.customer_number

        duns = self.duns

        email = self.email

        family = self.family

        family_name = self.family_name

        name = self.name

        parent_number = self.parent_number

        phone = self.phone

        risk_class = self.risk_class

        sales_rep = self.sales_rep

        tax_id = self.tax_id

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "address": address,
                "aliases": aliases,
                "collector": collector,
                "credit_limit": credit_limit,
                "currency": currency,
                "customer_number": customer_number,
                "duns": duns,
                "email": email,
                "family": family,
                "family_name": family_name,
                "name": name,
                "parent_number": parent_number,
                "phone": phone,
                "risk_class": risk_class,
                "sales_rep": sales_rep,
                "tax_id": tax_id,
                "terms": terms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        address = d.pop("address")

        aliases = cast(list[str], d.pop("aliases"))

        collector = d.pop("collector")

        def _parse_credit_limit(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                credit_limit_type_0 = Amount.from_dict(data)

                return credit_limit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        credit_limit = _parse_credit_limit(d.pop("credit_limit"))

        currency = d.pop("currency")

        customer_number = d.pop("customer_number")

        duns = d.pop("duns")

        email = d.pop("email")

        family = d.pop("family")

        family_name = d.pop("family_name")

        name = d.pop("name")

        parent_number = d.pop("parent_number")

        phone = d.pop("phone")

        risk_class = d.pop("risk_class")

        sales_rep = d.pop("sales_rep")

        tax_id = d.pop("tax_id")

        terms = d.pop("terms")

        facet = cls(
            address=address,
            aliases=aliases,
            collector=collector,
            credit_limit=credit_limit,
            currency=currency,
            customer_number=customer_number,
            duns=duns,
            email=email,
            family=family,
            family_name=family_name,
            name=name,
            parent_number=parent_number,
            phone=phone,
            risk_class=risk_class,
            sales_rep=sales_rep,
            tax_id=tax_id,
            terms=terms,
        )

        return facet
