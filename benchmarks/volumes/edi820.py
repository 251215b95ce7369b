"""A large X12 820: one interchange of advices, a set a payment, one to three documents each, sums right."""

from benchmarks.volumes.sums import written

_ISA = "ISA*00*          *00*          *ZZ*TRIMARKVAN     *ZZ*OURSELVES      *261120*0930*U*00401*000000001*0*P*>~\n"
_OURS = "**01*072000326*DA*40071180*20261120"
_GS = "GS*RA*TRIMARKVAN*OURSELVES*20261120*0930*1*X*004010~\n"


def content(transactions: int) -> bytes:
    """Return a file of so many advices, the same bytes for the same number."""
    sets = "".join(_advice(number) for number in range(1, transactions + 1))
    return f"{_ISA}{_GS}{sets}GE*{transactions}*1~\nIEA*1*000000001~\n".encode()


def _advice(number: int) -> str:
    """Return one set: payer, trace, documents with discount or a claim."""
    documents, total = [], 0
    for line in range(1 + number % 3):
        gross = 5_000 + (number * 7919 + line * 104_729) % 2_000_000
        discount, claim = (gross // 50, 0) if line == 0 else (0, 1_250 if number % 5 == 0 else 0)
        net = gross - discount - claim
        total += net
        invoice = 4_000_000 + number * 4 + line
        documents.append(f"RMR*IV*{invoice}**{written(net)}*{written(gross)}*{written(discount)}")
        documents += [f"REF*PO*PO{number:07d}", "DTM*003*20261019"]
        documents += [f"ADX*-{written(claim)}*06*CM*CLM{number}"] if claim else []
    company = f"1{360_000_000 + number % 4_000}"
    segments = [
        f"ST*820*{number:09d}",
        f"BPR*I*{written(total)}*C*ACH*CCP*01*071000013*DA*{5_550_000 + number % 4_000}*{company}{_OURS}",
        f"TRN*1*BF{number:09d}*{company}",
        f"N1*PR*BIRCHFIELD TOOL SUPPLY {number % 4_000} CO*91*V{number % 4_000}",
        "N1*PE*OURSELVES INC",
        "ENT*1",
        *documents,
    ]
    return "".join(f"{segment}~\n" for segment in [*segments, f"SE*{len(segments) + 1}*{number:09d}"])
