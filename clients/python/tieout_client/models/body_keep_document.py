from __future__ import annotations

import datetime
from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="BodyKeepDocument")


@_attrs_define
class BodyKeepDocument:
    """
    Attributes:
        file (File):
        kind (str):
        by (str | Unset):  Default: ''.
        guaranty (str | Unset):  Default: ''.
        interest (int | None | Unset): Late interest, basis points a year.
        jurisdiction (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
        number (str | Unset):  Default: ''.
        signed_by (str | Unset):  Default: ''.
        signer (str | Unset):  Default: ''.
        valid_from (datetime.date | None | Unset):
        valid_until (datetime.date | None | Unset):
        venue (str | Unset):  Default: ''.
    """

    file: File
    kind: str
    by: str | Unset = ""
    guaranty: str | Unset = ""
    interest: int | None | Unset = UNSET
    jurisdiction: str | Unset = ""
    note: str | Unset = ""
    number: str | Unset = ""
    signed_by: str | Unset = ""
    signer: str | Unset = ""
    valid_from: datetime.date | None | Unset = UNSET
    valid_until: datetime.date | None | Unset = UNSET
    venue: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        kind = self.kind

        by = self.by

        guaranty = self.guaranty

        interest: int | None | Unset
        if isinstance(self.interest, Unset):
            interest = UNSET
        else:
            interest = self.interest

        jurisdiction = self.jurisdiction

        note = self.note

        number = self.number

        signed_by = self.signed_by

        signer = self.signer

        valid_from: None | str | Unset
        if isinstance(self.valid_from, Unset):
            valid_from = UNSET
        elif isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from

        valid_until: None | str | Unset
        if isinstance(self.valid_until, Unset):
            valid_until = UNSET
        elif isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        venue = self.venue

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
                "kind": kind,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if guaranty is not UNSET:
            field_dict["guaranty"] = guaranty
        if interest is not UNSET:
            field_dict["interest"] = interest
        if jurisdiction is not UNSET:
            field_dict["jurisdiction"] = jurisdiction
        if note is not UNSET:
            field_dict["note"] = note
        if number is not UNSET:
            field_dict["number"] = number
        if signed_by is not UNSET:
            field_dict["signed_by"] = signed_by
        if signer is not UNSET:
            field_dict["signer"] = signer
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from
        if valid_until is not UNSET:
            field_dict["valid_until"] = valid_until
        if venue is not UNSET:
            field_dict["venue"] = venue

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        files.append(("kind", (None, str(self.kind).encode(), "text/plain")))

        if not isinstance(self.by, Unset):
            files.append(("by", (None, str(self.by).encode(), "text/plain")))

        if not isinstance(self.guaranty, Unset):
            files.append(("guaranty", (None, str(self.guaranty).encode(), "text/plain")))

        if not isinstance(self.interest, Unset):
            if isinstance(self.interest, int):
                files.append(("interest", (None, str(self.interest).encode(), "text/plain")))
            else:
                files.append(("interest", (None, str(self.interest).encode(), "text/plain")))

        if not isinstance(self.jurisdiction, Unset):
            files.append(("jurisdiction", (None, str(self.jurisdiction).encode(), "text/plain")))

        if not isinstance(self.note, Unset):
            files.append(("note", (None, str(self.note).encode(), "text/plain")))

        if not isinstance(self.number, Unset):
            files.append(("number", (None, str(self.number).encode(), "text/plain")))

        if not isinstance(self.signed_by, Unset):
            files.append(("signed_by", (None, str(self.signed_by).encode(), "text/plain")))

        if not isinstance(self.signer, Unset):
            files.append(("signer", (None, str(self.signer).encode(), "text/plain")))

        if not isinstance(self.valid_from, Unset):
            if isinstance(self.valid_from, datetime.date):
                files.append(("valid_from", (None, self.valid_from.isoformat().encode(), "text/plain")))
            else:
                files.append(("valid_from", (None, str(self.valid_from).encode(), "text/plain")))

        if not isinstance(self.valid_until, Unset):
            if isinstance(self.valid_until, datetime.date):
                files.append(("valid_until", (None, self.valid_until.isoformat().encode(), "text/plain")))
            else:
                files.append(("valid_until", (None, str(self.valid_until).encode(), "text/plain")))

        if not isinstance(self.venue, Unset):
            files.append(("venue", (None, str(self.venue).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        kind = d.pop("kind")

        by = d.pop("by", UNSET)

        guaranty = d.pop("guaranty", UNSET)

        def _parse_interest(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        interest = _parse_interest(d.pop("interest", UNSET))

        jurisdiction = d.pop("jurisdiction", UNSET)

        note = d.pop("note", UNSET)

        number = d.pop("number", UNSET)

        signed_by = d.pop("signed_by", UNSET)

        signer = d.pop("signer", UNSET)

        def _parse_valid_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_from_type_0 = datetime.date.fromisoformat(data)

                return valid_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_from = _parse_valid_from(d.pop("valid_from", UNSET))

        def _parse_valid_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)

                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_until = _parse_valid_until(d.pop("valid_until", UNSET))

        venue = d.pop("venue", UNSET)

        body_keep_document = cls(
            file=file,
            kind=kind,
            by=by,
            guaranty=guaranty,
            interest=interest,
            jurisdiction=jurisdiction,
            note=note,
            number=number,
            signed_by=signed_by,
            signer=signer,
            valid_from=valid_from,
            valid_until=valid_until,
            venue=venue,
        )

        body_keep_document.additional_properties = d
        return body_keep_document

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
