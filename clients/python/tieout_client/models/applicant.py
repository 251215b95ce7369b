from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Applicant")


@_attrs_define
class Applicant:
    """Who asks to buy on credit (DOMAIN section 8.1); None is not told.

    Attributes:
        legal_name (str):
        address (str | Unset):  Default: ''.
        ap_email (str | Unset):  Default: ''.
        ap_name (str | Unset):  Default: ''.
        ap_phone (str | Unset):  Default: ''.
        bank (str | Unset):  Default: ''.
        bank_permission (bool | Unset):  Default: False.
        business_started (datetime.date | None | Unset):
        current_ratio (str | Unset):  Default: ''.
        duns (str | Unset):  Default: ''.
        entity_type (str | Unset):  Default: ''.
        exempt_in (list[str] | Unset): Jurisdictions that each need an exemption certificate.
        invoice_channel (str | Unset):  Default: ''.
        monthly_volume (int | None | Unset):
        net_worth (int | None | Unset):
        po_required (bool | Unset):  Default: False.
        principals (list[str] | Unset):
        rep_email (str | Unset):  Default: ''.
        sales_rep (str | Unset):  Default: ''.
        state (str | Unset):  Default: ''.
        tax_id (str | Unset):  Default: ''.
        trading_name (str | Unset):  Default: ''.
    """

    legal_name: str
    address: str | Unset = ""
    ap_email: str | Unset = ""
    ap_name: str | Unset = ""
    ap_phone: str | Unset = ""
    bank: str | Unset = ""
    bank_permission: bool | Unset = False
    business_started: datetime.date | None | Unset = UNSET
    current_ratio: str | Unset = ""
    duns: str | Unset = ""
    entity_type: str | Unset = ""
    exempt_in: list[str] | Unset = UNSET
    invoice_channel: str | Unset = ""
    monthly_volume: int | None | Unset = UNSET
    net_worth: int | None | Unset = UNSET
    po_required: bool | Unset = False
    principals: list[str] | Unset = UNSET
    rep_email: str | Unset = ""
    sales_rep: str | Unset = ""
    state: str | Unset = ""
    tax_id: str | Unset = ""
    trading_name: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        legal_name = self.legal_name

        address = self.address

        ap_email = self.ap_email

        ap_name = self.ap_name

        ap_phone = self.ap_phone

        bank = self.bank

        bank_permission = self.bank_permission

        business_started: None | str | Unset
        if isinstance(self.business_started, Unset):
            business_started = UNSET
        elif isinstance(self.business_started, datetime.date):
            business_started = self.business_started.isoformat()
        else:
            business_started = self.business_started

        current_ratio = self.current_ratio

        duns = self.duns

        entity_type = self.entity_type

        exempt_in: list[str] | Unset = UNSET
        if not isinstance(self.exempt_in, Unset):
            exempt_in = self.exempt_in

        invoice_channel = self.invoice_channel

        monthly_volume: int | None | Unset
        if isinstance(self.monthly_volume, Unset):
            monthly_volume = UNSET
        else:
            monthly_volume = self.monthly_volume

        net_worth: int | None | Unset
        if isinstance(self.net_worth, Unset):
            net_worth = UNSET
        else:
            net_worth = self.net_worth

        po_required = self.po_required

        principals: list[str] | Unset = UNSET
        if not isinstance(self.principals, Unset):
            principals = self.principals

        rep_email = self.rep_email

        sales_rep = self.sales_rep

        state = self.state

        tax_id = self.tax_id

        trading_name = self.trading_name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "legal_name": legal_name,
            }
        )
        if address is not UNSET:
            field_dict["address"] = address
        if ap_email is not UNSET:
            field_dict["ap_email"] = ap_email
        if ap_name is not UNSET:
            field_dict["ap_name"] = ap_name
        if ap_phone is not UNSET:
            field_dict["ap_phone"] = ap_phone
        if bank is not UNSET:
            field_dict["bank"] = bank
        if bank_permission is not UNSET:
            field_dict["bank_permission"] = bank_permission
        if business_started is not UNSET:
            field_dict["business_started"] = business_started
        if current_ratio is not UNSET:
            field_dict["current_ratio"] = current_ratio
        if duns is not UNSET:
            field_dict["duns"] = duns
        if entity_type is not UNSET:
            field_dict["entity_type"] = entity_type
        if exempt_in is not UNSET:
            field_dict["exempt_in"] = exempt_in
        if invoice_channel is not UNSET:
            field_dict["invoice_channel"] = invoice_channel
        if monthly_volume is not UNSET:
            field_dict["monthly_volume"] = monthly_volume
        if net_worth is not UNSET:
            field_dict["net_worth"] = net_worth
        if po_required is not UNSET:
            field_dict["po_required"] = po_required
        if principals is not UNSET:
            field_dict["principals"] = principals
        if rep_email is not UNSET:
            field_dict["rep_email"] = rep_email
        if sales_rep is not UNSET:
            field_dict["sales_rep"] = sales_rep
        if state is not UNSET:
            field_dict["state"] = state
        if tax_id is not UNSET:
            field_dict["tax_id"] = tax_id
        if trading_name is not UNSET:
            field_dict["trading_name"] = trading_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        legal_name = d.pop("legal_name")

        address = d.pop("address", UNSET)

        ap_email = d.pop("ap_email", UNSET)

        ap_name = d.pop("ap_name", UNSET)

        ap_phone = d.pop("ap_phone", UNSET)

        bank = d.pop("bank", UNSET)

        bank_permission = d.pop("bank_permission", UNSET)

        def _parse_business_started(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                business_started_type_0 = datetime.date.fromisoformat(data)

                return business_started_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        business_started = _parse_business_started(d.pop("business_started", UNSET))

        current_ratio = d.pop("current_ratio", UNSET)

        duns = d.pop("duns", UNSET)

        entity_type = d.pop("entity_type", UNSET)

        exempt_in = cast(list[str], d.pop("exempt_in", UNSET))

        invoice_channel = d.pop("invoice_channel", UNSET)

        def _parse_monthly_volume(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        monthly_volume = _parse_monthly_volume(d.pop("monthly_volume", UNSET))

        def _parse_net_worth(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        net_worth = _parse_net_worth(d.pop("net_worth", UNSET))

        po_required = d.pop("po_required", UNSET)

        principals = cast(list[str], d.pop("principals", UNSET))

        rep_email = d.pop("rep_email", UNSET)

        sales_rep = d.pop("sales_rep", UNSET)

        state = d.pop("state", UNSET)

        tax_id = d.pop("tax_id", UNSET)

        trading_name = d.pop("trading_name", UNSET)

        applicant = cls(
            legal_name=legal_name,
            address=address,
            ap_email=ap_email,
            ap_name=ap_name,
            ap_phone=ap_phone,
            bank=bank,
            bank_permission=bank_permission,
            business_started=business_started,
            current_ratio=current_ratio,
            duns=duns,
            entity_type=entity_type,
            exempt_in=exempt_in,
            invoice_channel=invoice_channel,
            monthly_volume=monthly_volume,
            net_worth=net_worth,
            po_required=po_required,
            principals=principals,
            rep_email=rep_email,
            sales_rep=sales_rep,
            state=state,
            tax_id=tax_id,
            trading_name=trading_name,
        )

        return applicant
