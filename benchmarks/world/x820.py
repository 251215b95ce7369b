"""The X12 820 that a CTX entry carries: one payment, its documents, its adjustments; envelope included."""

from benchmarks.world import house
from benchmarks.world.house import Names
from benchmarks.world.parties import plain
from benchmarks.world.payments import Payment, Said, money
from benchmarks.world.wording import adx, rmr


def _isa(sender: str, names: Names, control: int, end: str) -> str:
    """Return the fixed envelope of 106 characters."""
    day = names.short
    parties = f"ZZ*{sender:<15}*ZZ*{house.RECEIVER_ID:<15}"
    text = f"ISA*00*{'':10}*00*{'':10}*{parties}*{day}*0930*U*00401*{control:09d}*0*P*>{end}"
    assert len(text) == 106, len(text)
    return text


def _documents(said: Said) -> list[str]:
    """Return the RMR of one line and what belongs to it."""
    dated = [f"DTM*003*{said.issued:%Y%m%d}"] if said.issued and said.kind == "invoice" else []
    return [rmr(said), *dated, *adx(said)]


def interchange(payment: Payment, names: Names, end: str) -> str:
    """Return the whole interchange; segments end in `end`, SE and GE count as the standard says."""
    control = names.next("isa", 4_401)
    account = payment.account
    segments = [
        f"ST*820*{control:04d}",
        f"BPR*C*{money(payment.amount)}*C*ACH*CTX*01*{account.routing}*DA*{account.number}*{account.company_id}**01*{house.BANKS[0].aba}*DA*{house.BANKS[0].account}*{names.long}",
        f"TRN*1*{payment.reference}*{account.company_id}",
        f"N1*PR*{plain(payment.name)}",
        f"N1*PE*{house.NAME}",
    ]
    if payment.said:
        segments.append("ENT*1")
    for said in payment.said:
        segments += _documents(said)
    segments.append(f"SE*{len(segments) + 1}*{control:04d}")
    sender = account.company_id[:15]
    group = f"GS*RA*{sender}*{house.RECEIVER_ID}*{names.long}*0930*{control}*X*004010"
    return _isa(sender, names, control, end) + "".join(
        text + end for text in (group, *segments, f"GE*1*{control}", f"IEA*1*{control:09d}")
    )
