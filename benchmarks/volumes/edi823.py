"""A large X12 823: deposits of one lockbox, batches of fifty checks, MICR lines, invoices, sums right."""

from benchmarks.volumes.sums import written

_BATCH = 50
_DEPOSIT = 20  # batches
_ISA = "ISA*00*          *00*          *ZZ*HARTWELLBANK   *ZZ*OURSELVES      *261120*0610*U*00401*000000001*0*P*>~\n"
_GS = "GS*LB*HARTWELLBANK*OURSELVES*20261120*0610*1*X*004010~\n"


def content(transactions: int) -> bytes:
    """Return a file of so many checks, the same bytes for the same number."""
    checks = [_check(number) for number in range(1, transactions + 1)]
    batches = [checks[at : at + _BATCH] for at in range(0, transactions, _BATCH)]
    segments = ["ST*823*0001", "N1*PR*HARTWELL BANK NA*91*HB1", "DTM*107*20261120"]
    for start in range(0, len(batches), _DEPOSIT):
        held = batches[start : start + _DEPOSIT]
        total, number = sum(size for batch in held for size, _ in batch), start // _DEPOSIT + 1
        segments.append(f"DEP*0071144*20261120**D{number:05d}*01*072000326*DA*40071180")
        segments += [f"AMT*3*{written(total)}", f"QTY*41*{len(held)}", f"QTY*42*{sum(map(len, held))}"]
        for at, batch in enumerate(held, start=1):
            segments += [f"BAT*20261120**{at:03d}", f"AMT*2*{written(sum(size for size, _ in batch))}"]
            segments += [f"QTY*42*{len(batch)}", *(segment for _, check in batch for segment in check)]
    inside = "".join(f"{segment}~\n" for segment in [*segments, f"SE*{len(segments) + 1}*0001"])
    return f"{_ISA}{_GS}{inside}GE*1*1~\nIEA*1*000000001~\n".encode()


def _check(number: int) -> tuple[int, list[str]]:
    """Return one check: its amount, its segments."""
    gross = 5_000 + number * 7919 % 2_000_000
    discount = gross // 100 if number % 4 == 0 else 0
    invoice = 4_000_000 + number
    return gross - discount, [
        f"BPR*I*{written(gross - discount)}*C*CHK*PBC*01*071000013*DA*{5_550_000 + number % 4_000}********20261119",
        f"REF*CK*{100_000 + number}",
        f"N1*PR*ORVILLE PLUMBING {number % 4_000} LLC",
        f"RMR*IV*{invoice}**{written(gross - discount)}*{written(gross)}*{written(discount)}",
        "DTM*003*20261019",
    ]
