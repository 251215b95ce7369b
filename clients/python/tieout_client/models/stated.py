from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.stated_kind import StatedKind, check_stated_kind
from ..models.stated_subject import StatedSubject, check_stated_subject
from ..types import UNSET, Unset

T = TypeVar("T", bound="Stated")


@_attrs_define
class Stated:
    """One thing that may be known; which subjects and forms a kind has is on the page about teaching.

    Attributes:
        key (str): The mark, or the customer's number.
        kind (StatedKind):
        subject (StatedSubject):
        form (str | Unset):  Default: ''.
        means (str | Unset): A customer's number, or the reason of a deduction. Default: ''.
        pattern (str | Unset):  Default: ''.
    """

    key: str
    kind: StatedKind
    subject: StatedSubject
    form: str | Unset = ""
    means: str | Unset = ""
    pattern: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        kind: str = self.kind

        subject: str = self.subject

        form = self.form

        means = self.means

        pattern = self.pattern

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
                "kind": kind,
                "subject": subject,
            }
        )
        if form is not UNSET:
            field_dict["form"] = form
        if means is not UNSET:
            field_dict["means"] = means
        if pattern is not UNSET:
            field_dict["pattern"] = pattern

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        kind = check_stated_kind(d.pop("kind"))

        subject = check_stated_subject(d.pop("subject"))

        form = d.pop("form", UNSET)

        means = d.pop("means", UNSET)

        pattern = d.pop("pattern", UNSET)

        stated = cls(
            key=key,
            kind=kind,
            subject=subject,
            form=form,
            means=means,
            pattern=pattern,
        )

        return stated
