from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.duty_conflict_basis import DutyConflictBasis, check_duty_conflict_basis
from ..models.duty_conflict_state import DutyConflictState, check_duty_conflict_state

T = TypeVar("T", bound="DutyConflict")


@_attrs_define
class DutyConflict:
    """Duties at odds in one person, as the night found them: `about` is a delegation or a customer, or empty.

    Attributes:
        about (str):
        basis (DutyConflictBasis):
        by (str):
        conflict_id (str):
        duties (str):
        evidence (str):
        found_on (datetime.date):
        login (str):
        note (str):
        owner (str):
        since (datetime.date): The day from which its state holds.
        state (DutyConflictState):
        until (datetime.date | None): Until when it is accepted.
        why (str):
    """

    about: str
    basis: DutyConflictBasis
    by: str
    conflict_id: str
    duties: str
    evidence: str
    found_on: datetime.date
    login: str
    note: str
    owner: str
    since: datetime.date
    state: DutyConflictState
    until: datetime.date | None
    why: str

    def to_dict(self) -> dict[str, Any]:
        about = self.about

        basis: str = self.basis

        by = self.by

        conflict_id = self.conflict_id

        duties = self.duties

        evidence = self.evidence

        found_on = self.found_on.isoformat()

        login = self.login

        note = self.note

        owner = self.owner

        since = self.since.isoformat()

        state: str = self.state

        until: None | str
        if isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "about": about,
                "basis": basis,
                "by": by,
                "conflict_id": conflict_id,
                "duties": duties,
                "evidence": evidence,
                "found_on": found_on,
                "login": login,
                "note": note,
                "owner": owner,
                "since": since,
                "state": state,
                "until": until,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        about = d.pop("about")

        basis = check_duty_conflict_basis(d.pop("basis"))

        by = d.pop("by")

        conflict_id = d.pop("conflict_id")

        duties = d.pop("duties")

        evidence = d.pop("evidence")

        found_on = datetime.date.fromisoformat(d.pop("found_on"))

        login = d.pop("login")

        note = d.pop("note")

        owner = d.pop("owner")

        since = datetime.date.fromisoformat(d.pop("since"))

        state = check_duty_conflict_state(d.pop("state"))

        def _parse_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        until = _parse_until(d.pop("until"))

        why = d.pop("why")

        duty_conflict = cls(
            about=about,
            basis=basis,
            by=by,
            conflict_id=conflict_id,
            duties=duties,
            evidence=evidence,
            found_on=found_on,
            login=login,
            note=note,
            owner=owner,
            since=since,
            state=state,
            until=until,
            why=why,
        )

        return duty_conflict
