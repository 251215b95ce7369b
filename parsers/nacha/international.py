"""ACH addenda 10 to 18: who stands behind an international entry, and what it is for (Nacha rules on IAT entries)."""

from collections.abc import Iterator, Sequence

from kit.findings import Finding, Severity
from kit.money import decimal
from parsers.nacha.addenda import single
from parsers.nacha.records import Line
from parsers.nacha.told import NOTHING, Told
from parsers.records import Party, Ref, Reference

#: 10 to 16 are in every forward entry and kept in its return; a notification of change has none of them.
MANDATORY = ("10", "11", "12", "13", "14", "15", "16")
_REMITTANCE = "17"
_CORRESPONDENT = "18"


def international(addenda: Sequence[Line], currencies: tuple[str, str], company: str) -> Told:
    """Read the addenda of an international entry; what is absent says nothing.

    `currencies` are the originating and the destination currency of the batch, `company` the originator's id.
    """
    by_type = {line.cut(2, 3): line for line in reversed(addenda)}
    named, bank, receiver = by_type.get("11"), by_type.get("13"), by_type.get("10")
    told = Told(
        references=tuple(_references(by_type)),
        text=tuple(_text(by_type, addenda, currencies)),
        findings=tuple(_incomplete(by_type)),
        payer=Party(named.cut(4, 38) if named else "", routing=bank.cut(41, 74) if bank else "", company_id=company),
        receiver=receiver.cut(47, 81) if receiver else "",
    )
    remitted = [line for line in addenda if line.cut(2, 3) == _REMITTANCE]
    return told + (single(remitted) if remitted else NOTHING)


def _references(by_type: dict[str, Line]) -> Iterator[Reference]:
    """Yield the foreign trace and the receiver's identification."""
    for kind, first, last, ref in (("10", 25, 46, Ref.BANK), ("15", 4, 18, Ref.IDENTIFICATION)):
        if kind in by_type and (value := by_type[kind].cut(first, last)):
            yield Reference(ref, value)


def _text(by_type: dict[str, Line], addenda: Sequence[Line], currencies: tuple[str, str]) -> Iterator[str]:
    """Yield the type of payment, the foreign amount, the originator's address and bank, and the correspondents."""
    if head := by_type.get("10"):
        yield from filter(None, (head.cut(4, 6), _foreign(head, currencies)))
    street, town = by_type.get("11"), by_type.get("12")
    where = [street.cut(39, 73) if street else "", *([town.cut(4, 38), town.cut(39, 73)] if town else [])]
    address = ", ".join(part.rstrip("\\").replace("*", " ") for part in where if part)
    if address:
        yield address
    if bank := by_type.get("13"):
        yield from filter(None, (bank.cut(4, 38),))
    for line in addenda:
        if line.cut(2, 3) == _CORRESPONDENT and (name := line.cut(4, 38)):
            yield f"VIA {name}"


def _foreign(line: Line, currencies: tuple[str, str]) -> str:
    """Return the foreign amount in words, where the batch's currencies differ and there is one."""
    amount = line.number_at(7, 24)
    foreign = next((one for one in currencies if one not in {"", "USD"}), "")
    if not amount or len(foreign) != 3 or not (foreign.isascii() and foreign.isalpha()):
        return ""
    return f"FOREIGN AMOUNT {decimal(amount, foreign.upper())} {foreign.upper()}"


def _incomplete(by_type: dict[str, Line]) -> Iterator[Finding]:
    """Say which of the mandatory addenda an entry lacks, unless it is a notification of change."""
    lacking = [kind for kind in MANDATORY if kind not in by_type]
    if lacking and "98" not in by_type and by_type:
        line = next(iter(by_type.values())).number
        message = f"The international entry lacks the addenda {', '.join(lacking)}"
        yield Finding(line, "addenda_missing", message, Severity.WARNING)
