from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.knowledge_in_full_status import KnowledgeInFullStatus, check_knowledge_in_full_status

if TYPE_CHECKING:
    from ..models.knowledge_event import KnowledgeEvent
    from ..models.reach import Reach


T = TypeVar("T", bound="KnowledgeInFull")


@_attrs_define
class KnowledgeInFull:
    """One thing that is known, with its lessons, the oldest first.

    Attributes:
        approved_by (str):
        contradicted (int):
        expires_on (datetime.date):
        first_seen (datetime.date):
        form (str):
        key (str): Of an account the last four signs alone.
        kind (str):
        knowledge_id (str):
        last_seen (datetime.date):
        lessons (list[KnowledgeEvent]):
        means (str):
        pattern (str):
        reach (Reach): What it would have touched in the year before: receipts, and the money of its largest currency.
        sentence (str):
        status (KnowledgeInFullStatus):
        subject (str):
        support (int):
        taught_by (list[str]):
        why (str):
    """

    approved_by: str
    contradicted: int
    expires_on: datetime.date
    first_seen: datetime.date
    form: str
    key: str
    kind: str
    knowledge_id: str
    last_seen: datetime.date
    lessons: list[KnowledgeEvent]
    means: str
    pattern: str
    reach: Reach
    sentence: str
    status: KnowledgeInFullStatus
    subject: str
    support: int
    taught_by: list[str]
    why: str

    def to_dict(self) -> dict[str, Any]:
        approved_by = self.approved_by

        contradicted = self.contradicted

        expires_on = self.expires_on.isoformat()

        first_seen = self.first_seen.isoformat()

        form = self.form

        key = self.key

        kind = self.kind

        knowledge_id = self.knowledge_id

        last_seen = self.last_seen.isoformat()

        lessons = []
        for lessons_item_data in self.lessons:
            lessons_item = lessons_item_data.to_dict()
            lessons.append(lessons_item)

        means = self.means

        pattern = self.pattern

        reach = self.reach.to_dict()

        sentence = self.sentence

        status: str = self.status

        subject = self.subject

        support = self.support

        taught_by = self.taught_by

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "approved_by": approved_by,
                "contradicted": contradicted,
                "expires_on": expires_on,
                "first_seen": first_seen,
                "form": form,
                "key": key,
                "kind": kind,
                "knowledge_id": knowledge_id,
                "last_seen": last_seen,
                "lessons": lessons,
                "means": means,
                "pattern": pattern,
                "reach": reach,
                "sentence": sentence,
                "status": status,
                "subject": subject,
                "support": support,
                "taught_by": taught_by,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.knowledge_event import KnowledgeEvent  # noqa: PLC0415
        from ..models.reach import Reach  # noqa: PLC0415

        d = dict(src_dict)
        approved_by = d.pop("approved_by")

        contradicted = d.pop("contradicted")

        expires_on = datetime.date.fromisoformat(d.pop("expires_on"))

        first_seen = datetime.date.fromisoformat(d.pop("first_seen"))

        form = d.pop("form")

        key = d.pop("key")

        kind = d.pop("kind")

        knowledge_id = d.pop("knowledge_id")

        last_seen = datetime.date.fromisoformat(d.pop("last_seen"))

        lessons = []
        _lessons = d.pop("lessons")
        for lessons_item_data in _lessons:
            lessons_item = KnowledgeEvent.from_dict(lessons_item_data)

            lessons.append(lessons_item)

        means = d.pop("means")

        pattern = d.pop("pattern")

        reach = Reach.from_dict(d.pop("reach"))

        sentence = d.pop("sentence")

        status = check_knowledge_in_full_status(d.pop("status"))

        subject = d.pop("subject")

        support = d.pop("support")

        taught_by = cast(list[str], d.pop("taught_by"))

        why = d.pop("why")

        knowledge_in_full = cls(
            approved_by=approved_by,
            contradicted=contradicted,
            expires_on=expires_on,
            first_seen=first_seen,
            form=form,
            key=key,
            kind=kind,
            knowledge_id=knowledge_id,
            last_seen=last_seen,
            lessons=lessons,
            means=means,
            pattern=pattern,
            reach=reach,
            sentence=sentence,
            status=status,
            subject=subject,
            support=support,
            taught_by=taught_by,
            why=why,
        )

        return knowledge_in_full
