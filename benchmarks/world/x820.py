"""X12 820: one payment in the addenda of a CTX entry, or a file of advices for payments that came without a word."""

from benchmarks.world import house
from benchmarks.world.house import Names
from benchmarks.world.parties import plain
from benchmarks.world.payments import Payment, Said, money
from benchmarks.world.wording import adx, rmr

NETWORK = "TRIMARKVAN"  # who collects the payers' advices and hands them on
FIRST_TRACE = 2_100_004  # payers count their own payments, and count alike: a trace means nothing without its payer
END = "~"


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


def _set(payment: Payment, names: Names, number: int, trace: str) -> list[str]:
    """Return one transaction set; money moves with a CTX entry, an advice only tells of it."""
    account = payment.account
    moves, form = ("C", "CTX") if payment.rail == "ctx" else ("I", "CCP")
    segments = [
        f"ST*820*{number:04d}",
        f"BPR*{moves}*{money(payment.amount)}*C*ACH*{form}*01*{account.routing}*DA*{account.number}*{account.company_id}**01*{house.BANKS[0].aba}*DA*{house.BANKS[0].account}*{names.long}",
        f"TRN*1*{trace}*{account.company_id}",
        f"N1*PR*{plain(payment.name)}",
        f"N1*PE*{house.NAME}",
    ]
    if payment.said:
        segments.append("ENT*1")
    for said in payment.said:
        segments += _documents(said)
    return [*segments, f"SE*{len(segments) + 1}*{number:04d}"]


def _enclosed(sender: str, names: Names, control: int, sets: list[list[str]], end: str) -> str:
    """Return sets in their group and interchange."""
    group = f"GS*RA*{sender}*{house.RECEIVER_ID}*{names.long}*0930*{control}*X*004010"
    inside = [group, *(segment for held in sets for segment in held), f"GE*{len(sets)}*{control}"]
    return _isa(sender, names, control, end) + "".join(text + end for text in (*inside, f"IEA*1*{control:09d}"))


def interchange(payment: Payment, names: Names, end: str) -> str:
    """Return the interchange of one payment; segments end in `end`, SE and GE count as the standard says."""
    control = names.next("isa", 4_401)
    sets = [_set(payment, names, control, payment.reference)]
    return _enclosed(payment.account.company_id[:15], names, control, sets, end)


def traced(payment: Payment, names: Names) -> str:
    """Give a payment the payer's own number and return all that its addenda says: that number and whose it is."""
    company = payment.account.company_id
    payment.trace = str(names.next(f"eft {company}", FIRST_TRACE + int(company) % 3))
    return f"TRN*1*{payment.trace}*{company}\\"


def advices(payments: list[Payment], names: Names) -> str:
    """Return the advices of traced payments, a set for each, one segment a line."""
    sets = [_set(payment, names, at, payment.trace) for at, payment in enumerate(payments, start=1)]
    return _enclosed(NETWORK, names, names.next("isa", 4_401), sets, END).replace(END, f"{END}\n")
