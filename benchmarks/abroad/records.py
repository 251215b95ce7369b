"""Files of records and segments: NAI, X12 823, EDIFACT, BgMax, CODA, QIF and OFX."""

from hashlib import sha256

from benchmarks.abroad.desk import DAY, LONG, OURS, SHORT, Desk, Payment, point

_OPENING = 43_286_800


def nai(desk: Desk) -> bytes:
    """Return an Australian bank's report on a dollar account: two credits, the trailers right."""
    paid = [desk.pay("USD", f"NAI{number}") for number in (7101, 7102)]
    total = sum(payment.paid for payment in paid)
    closing = _OPENING + total
    lines = ["01,,NATAAU3M/", f"88,{SHORT},0900,1/", "88,78,78/", "02,,NATAAU3M,1/", f"88,{SHORT},0000/"]
    lines += [f"03,082057301,USD,015,{closing},100,{total},102,{len(paid)},400/", "88,000,402,000/"]
    lines += [f"16,399,{one.paid},0,{one.reference},,{one.payer} INV {one.document}" for one in paid]
    trailer = closing + total + len(paid) + total  # the count of credits is an amount among amounts
    lines += [f"49,{trailer},{trailer}/", f"98,{trailer},1,{trailer}/"]
    return "\n".join([*lines, f"99,{trailer},1,{len(lines) + 1},{trailer}/", ""]).encode("ascii")


def edi823(desk: Desk) -> bytes:
    """Return a lockbox report of one batch of two checks."""
    paid = [desk.pay("USD", number) for number in ("4471", "20719")]
    total = point(sum(payment.paid for payment in paid))
    segments = ["ST*823*0001", "N1*PR*LAKES TRUST COMPANY*91*LT1", f"DTM*107*{LONG}"]
    segments += [f"DEP*0071144*{LONG}**DEP001*01*104907313*DA*3310078125", f"AMT*3*{total}", "QTY*41*1", "QTY*42*2"]
    segments += [f"BAT*{LONG}**017", f"AMT*2*{total}", "QTY*42*2"]
    for place, one in enumerate(paid):
        bank = f"01*071000013*DA*{5_550_001 + place}********{LONG}"
        segments += [f"BPR*I*{one.point}*C*CHK*PBC*{bank}", f"REF*CK*{one.reference:0>7}", f"N1*PR*{one.payer}"]
        segments += [f"RMR*IV*{one.document}**{one.point}"]
    inside = "".join(f"{segment}~\n" for segment in [*segments, f"SE*{len(segments) + 1}*0001"])
    isa = (
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{'LAKESTRUST':15}*ZZ*{'CALDERRIDGE':15}*{SHORT}*0610*U*00401*000003117*0*P*>~\n"
    )
    return (
        f"{isa}GS*LB*LAKESTRUST*CALDERRIDGE*{LONG}*0610*3117*X*004010~\n{inside}GE*1*3117~\nIEA*1*000003117~\n".encode()
    )


def _interchange(kind: str, segments: list[str]) -> bytes:
    """Return one EDIFACT interchange of one message."""
    inside = [f"UNH+1+{kind}:D:96A:UN", *segments]
    inside.append(f"UNT+{len(inside) + 1}+1")
    head = f"UNA:+.? 'UNB+UNOC:3+4012345000016:14+4098765000013:14+{SHORT}:0930+R1'\n"
    return (head + "".join(f"{segment}'\n" for segment in inside) + "UNZ+1+R1'\n").encode("latin-1")


def cremul(desk: Desk) -> bytes:
    """Return one booking of two payments on a euro account."""
    paid = [desk.pay("EUR", f"31000164{number}") for number in (101, 102)]
    segments = [f"BGM+454+{LONG}063000", f"DTM+137:{LONG}:102", "NAD+MR+00999888777", "LIN+1", f"DTM+209:{LONG}:102"]
    segments += ["BUS++DO++230:25:124", f"MOA+60:{point(sum(one.paid for one in paid))}:EUR", "RFF+ACK:26324001"]
    segments += ["FII+BF+70380518552"]
    for place, one in enumerate(paid, start=1):
        segments += [f"SEQ++{place}", f"DTM+203:{LONG}:102", f"FII+OR+1212451{2340 + place}"]
        segments += [f"RFF+AEK:{one.reference}", f"RFF+ACD:36250910{place}", f"MOA+143:{one.point}"]
        segments += [f"NAD+PL+++{one.payer[:35]}", "PRC+8", f"DOC+380+{one.document}", f"MOA+12:{one.point}", "GIS+37"]
    return _interchange("CREMUL", [*segments, "CNT+LIN:1"])


def remadv(desk: Desk) -> bytes:
    """Return the advice of a payment that the Belgian statement tells with the payer's reference alone."""
    payment = desk.trace["remadv"]
    segments = ["BGM+481+RA000000471+9", f"DTM+137:{LONG}:102", f"DTM+203:{LONG}:102", "RFF+PQ:ZA20261119481"]
    segments += [f"NAD+PR+4012345000016::9++{payment.payer[:35]}", "CUX+2:EUR:11", f"DOC+380+{payment.document}"]
    return _interchange(
        "REMADV", [*segments, f"MOA+9:{payment.point}", f"MOA+12:{payment.point}", "UNS+S", f"MOA+12:{payment.point}"]
    )


def bgmax(desk: Desk) -> bytes:
    """Return a deposit of two Swedish bankgiro payments in euro."""
    paid = [desk.pay("EUR", f"{number:012d}") for number in (1, 2)]
    lines = [f"01BGMAX{'':15}01{LONG}173035010331P", f"05{9912346:010d}{'':10}EUR"]
    for one in paid:
        lines += [f"20{3783511:010d}{one.document:>25}{one.paid:018d}21{one.reference}0", f"25Faktura {one.document}"]
        lines += [f"26{one.payer[:35]}", f"29{5_561_234_567:012d}"]
    total = sum(one.paid for one in paid)
    lines += [f"15{'5841000001009823':0>35}{LONG}00001{total:018d}EUR{2:08d}K", f"70{2:08d}{0:08d}{0:08d}{1:08d}"]
    return "".join(f"{line:80}\r\n" for line in lines).encode("iso-8859-1")


_BELGIAN = "BE68539007547034"


def coda(desk: Desk) -> bytes:
    """Return a Belgian statement: a payment with its invoice, one with nothing but the payer's reference."""
    named, traced = desk.pay("EUR", "B0001"), desk.pay("EUR", "B0002", sort="advised", advice="remadv")
    lines = [f"00000{_coda_day()}30005{'':18}{OURS:26}{'KREDBEBB':11}00403019261 00000".ljust(127) + "2"]
    lines.append(f"12001{_BELGIAN:31}   EUR0{0:015d}181126{OURS:26}{'ZICHTREKENING':35}001")
    lines += _movement(1, named, f"0FACTUUR {named.document}", "")
    lines += _movement(2, traced, "0", "ZA20261119481")
    total = (named.paid + traced.paid) * 10
    lines.append(f"8001{_BELGIAN:31}   EUR0{total:015d}{_coda_day()}".ljust(127) + "0")
    lines.append(f"9{'':15}{len(lines) - 1:06d}{0:015d}{total:015d}".ljust(127) + "2")
    return "".join(f"{line}\r\n" for line in lines).encode("iso-8859-1")


def _coda_day() -> str:
    """Return the day as CODA writes it."""
    return f"{DAY[8:]}{DAY[5:7]}{DAY[2:4]}"


def _movement(number: int, payment: Payment, words: str, end_to_end: str) -> list[str]:
    """Return the records of one credit."""
    key = f"{number:04d}0000"
    head = f"21{key}{payment.reference:21}0{payment.paid * 10:015d}{_coda_day()}00150000{words:54}{_coda_day()}001"
    return [
        f"{head}01 0",
        f"22{key}{'':53}{end_to_end:35}{'GEBABEBB':11}".ljust(125) + "1 0",
        f"23{key}{'BE71096123456769':34}EUR{payment.payer[:35]:35}".ljust(125) + "0 0",
    ]


def qif(desk: Desk) -> bytes:
    """Return a register of Quicken: it names no currency, so what it tells waits for a person."""
    lines = ["!Type:Bank"]
    for number in (4711, 4712):
        one = desk.pay("USD", f"{number}", sort="asked", name=_register)
        lines += ["D11/19/26", f"T{one.point}", f"N{number}", f"P{one.payer}", f"MINV {one.document}", "^"]
    return "\n".join([*lines, ""]).encode("ascii")


def _register(one: Payment) -> str:
    """Return how a payment without any reference is named: its day, its amount and its words."""
    words = "|".join(("", one.reference, one.payer, f"INV {one.document}"))
    return f"{DAY}:{one.paid}:{sha256(words.encode()).hexdigest()[:12]}:1"


_OFX = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n"
    "COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
    "<OFX>\r\n<SIGNONMSGSRSV1>\r\n<SONRS>\r\n<STATUS>\r\n<CODE>0\r\n<SEVERITY>INFO\r\n</STATUS>\r\n"
    "<DTSERVER>20261119200000[-6:CST]\r\n<LANGUAGE>ENG\r\n</SONRS>\r\n</SIGNONMSGSRSV1>\r\n"
    "<BANKMSGSRSV1>\r\n<STMTTRNRS>\r\n<TRNUID>1\r\n<STATUS>\r\n<CODE>0\r\n<SEVERITY>INFO\r\n</STATUS>\r\n"
    "<STMTRS>\r\n<CURDEF>USD\r\n<BANKACCTFROM>\r\n<BANKID>071900456\r\n<ACCTID>880012345\r\n<ACCTTYPE>CHECKING\r\n"
    "</BANKACCTFROM>\r\n<BANKTRANLIST>\r\n<DTSTART>20261119\r\n<DTEND>20261119\r\n"
)


def ofx(desk: Desk) -> bytes:
    """Return a download of a card account's bank: payments, two of them with a trace alone, and a Stripe payout."""
    named = desk.pay("USD", "20261119001")
    lines = [_line("20261119001", named.paid, named.payer, f"INV {named.document}")]
    for number, advice in ((2, "advice_csv"), (3, "advice_pdf")):
        one = desk.pay("USD", f"2026111900{number}", sort="advised", advice=advice)
        lines.append(_line(one.reference, one.paid, one.payer, f"PAYMENT REF {TRACES[advice]}", TRACES[advice]))
    payout = sum(one.paid for one in desk.payments if one.file.startswith("stripe"))
    lines.append(_line("20261119004", payout, "STRIPE TRANSFER", "STRIPE PAYOUT po_1Kd81"))
    total = named.paid + payout + sum(desk.trace[advice].paid for advice in ("advice_csv", "advice_pdf"))
    tail = f"<LEDGERBAL>\r\n<BALAMT>{point(total)}\r\n<DTASOF>20261119\r\n</LEDGERBAL>\r\n</STMTRS>\r\n</STMTTRNRS>\r\n"
    return (_OFX + "".join(lines) + f"</BANKTRANLIST>\r\n{tail}</BANKMSGSRSV1>\r\n</OFX>\r\n").encode("cp1252")


#: The number under which an advice of a payment, and the payment itself, are known.
TRACES = {
    "advice_csv": "PY90010471",
    "advice_pdf": "PY90010472",
    "advice_xlsx": "PY90010473",
    "advice_email": "PY90010474",
}


def _line(number: str, minor: int, name: str, memo: str, reference: str = "") -> str:
    """Return one credit of a download."""
    told = f"<REFNUM>{reference}\r\n" if reference else ""
    head = f"<STMTTRN>\r\n<TRNTYPE>CREDIT\r\n<DTPOSTED>20261119120000[-6:CST]\r\n<TRNAMT>{point(minor)}\r\n"
    return f"{head}<FITID>{number}\r\n{told}<NAME>{name[:32]}\r\n<MEMO>{memo}\r\n</STMTTRN>\r\n"
