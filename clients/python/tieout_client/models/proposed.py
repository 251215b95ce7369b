from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.proposed_kind import ProposedKind, check_proposed_kind
from ..models.proposed_subject import ProposedSubject, check_proposed_subject
from ..types import UNSET, Unset

T = TypeVar("T", bound="Proposed")


@_attrs_define
class Proposed:
    """Something a person says is known.

    Attributes:
        key (str): The mark, or the customer's number.
        kind (ProposedKind):
        subject (ProposedSubject):
        by (str | Unset):  Default: ''.
        form (str | Unset):  Default: ''.
        means (str | Unset): A customer's number, or the reason of a deduction. Default: ''.
        note (str | Unset):  Default: ''.
        pattern (str | Unset):  Default: ''.
    """

    key: str
    kind: ProposedKind
    subject: ProposedSubject
    by: str | Unset = ""
    form: str | Unset = ""
    means: str | Unset = ""
    note: str | Unset = ""
    pattern: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        kind: str = self.kind

        subject: str = self.subject

        by = self.by

        form = self.form

        means = self.means

        note = self.note

        pattern = self.pattern

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "kind": kind,
                "subject": subject,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if form is not UNSET:
            field_dict["form"] = form
        if means is not UNSET:
            field_dict["means"] = means
        if note is not UNSET:
            field_dict["note"] = note
        if pattern is not UNSET:
            field_dict["pattern"] = pattern

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        kind = check_proposed_kind(d.pop("kind"))

        subject = check_proposed_subject(d.pop("subject"))

        by = d.pop("by", UNSET)

        form = d.pop("form", UNSET)

        means = d.pop("means", UNSET)

        note = d.pop("note", UNSET)

        pattern = d.pop("pattern", UNSET)

        proposed = cls(
            key=key,
            kind=kind,
            subject=subject,
            by=by,
            form=form,
            means=means,
            note=note,
            pattern=pattern,
        )

        return proposed
