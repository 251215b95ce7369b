from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.withdrawal_state import WithdrawalState, check_withdrawal_state
from ..models.withdrawal_status import WithdrawalStatus, check_withdrawal_status

if TYPE_CHECKING:
    from ..models.withdrawn_line import WithdrawnLine


T = TypeVar("T", bound="Withdrawal")


@_attrs_define
class Withdrawal:
    """A deletion or correction of an account and a day.

    Attributes:
        account (str):
        day (datetime.date):
        file_id (str):
        line (int):
        lines (list[WithdrawnLine]):
        source_file (str):
        state (WithdrawalState):
        status (WithdrawalStatus):
        why (str): Why a person is asked, or why one said no; empty where it is done.
    """

    account: str
    day: datetime.date
    file_id: str
    line: int
    lines: list[WithdrawnLine]
    source_file: str
    state: WithdrawalState
    status: WithdrawalStatus
    why: str

    def to_dict(self) -> dict[str, Any]:
        account = self.account

        day = self.day.isoformat()

        file_id = self.file_id

        line = self.line

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        source_file = self.source_file

        state: str = self.state

        status: str = self.status

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "account": account,
                "day": day,
                "file_id": file_id,
                "line": line,
                "lines": lines,
                "source_file": source_file,
                "state": state,
                "status": status,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.withdrawn_line import WithdrawnLine  # noqa: PLC0415

        d = dict(src_dict)
        account = d.pop("account")

        day = datetime.date.fromisoformat(d.pop("day"))

        file_id = d.pop("file_id")

        line = d.pop("line")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = WithdrawnLine.from_dict(lines_item_data)

            lines.append(lines_item)

        source_file = d.pop("source_file")

        state = check_withdrawal_state(d.pop("state"))

        status = check_withdrawal_status(d.pop("status"))

        why = d.pop("why")

        withdrawal = cls(
            account=account,
            day=day,
            file_id=file_id,
            line=line,
            lines=lines,
            source_file=source_file,
            state=state,
            status=status,
            why=why,
        )

        return withdrawal
