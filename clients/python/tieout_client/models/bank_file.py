from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.bank_file_state import BankFileState, check_bank_file_state

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.bank_file_entries import BankFileEntries
    from ..models.control_totals import ControlTotals
    from ..models.file_finding import FileFinding


T = TypeVar("T", bound="BankFile")


@_attrs_define
class BankFile:
    """A file as taken; its id is the SHA-256 of its bytes.

    Attributes:
        control_totals (ControlTotals): How many control totals of the file agree with what was read, disagree, or are
            not there.
        entries (BankFileEntries): Entries by kind.
        findings (list[FileFinding]):
        format_ (str):
        id (str):
        money_in (list[Amount]): Credits, a sum per currency.
        name (str):
        reason (str): Why a failed file is not in the books and what to do; else empty.
        size (int): Bytes.
        state (BankFileState):
        taken_at (str):
    """

    control_totals: ControlTotals
    entries: BankFileEntries
    findings: list[FileFinding]
    format_: str
    id: str
    money_in: list[Amount]
    name: str
    reason: str
    size: int
    state: BankFileState
    taken_at: str

    def to_dict(self) -> dict[str, Any]:
        control_totals = self.control_totals.to_dict()

        entries = self.entries.to_dict()

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        format_ = self.format_

        id = self.id

        money_in = []
        for money_in_item_data in self.money_in:
            money_in_item = money_in_item_data.to_dict()
            money_in.append(money_in_item)

        name = self.name

        reason = self.reason

        size = self.size

        state: str = self.state

        taken_at = self.taken_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "control_totals": control_totals,
                "entries": entries,
                "findings": findings,
                "format": format_,
                "id": id,
                "money_in": money_in,
                "name": name,
                "reason": reason,
                "size": size,
                "state": state,
                "taken_at": taken_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.bank_file_entries import BankFileEntries  # noqa: PLC0415
        from ..models.control_totals import ControlTotals  # noqa: PLC0415
        from ..models.file_finding import FileFinding  # noqa: PLC0415

        d = dict(src_dict)
        control_totals = ControlTotals.from_dict(d.pop("control_totals"))

        entries = BankFileEntries.from_dict(d.pop("entries"))

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = FileFinding.from_dict(findings_item_data)

            findings.append(findings_item)

        format_ = d.pop("format")

        id = d.pop("id")

        money_in = []
        _money_in = d.pop("money_in")
        for money_in_item_data in _money_in:
            money_in_item = Amount.from_dict(money_in_item_data)

            money_in.append(money_in_item)

        name = d.pop("name")

        reason = d.pop("reason")

        size = d.pop("size")

        state = check_bank_file_state(d.pop("state"))

        taken_at = d.pop("taken_at")

        bank_file = cls(
            control_totals=control_totals,
            entries=entries,
            findings=findings,
            format_=format_,
            id=id,
            money_in=money_in,
            name=name,
            reason=reason,
            size=size,
            state=state,
            taken_at=taken_at,
        )

        return bank_file
