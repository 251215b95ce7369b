"""A large EDIFACT file of remittance advices: a message a payment, one to three documents, sums right."""

from benchmarks.volumes.sums import written


def content(transactions: int) -> bytes:
    """Return a file of so many messages, the same bytes for the same number."""
    messages = "".join(_message(number) for number in range(1, transactions + 1))
    text = f"UNA:+.? 'UNB+UNOC:3+4012345000016:14+4098765000013:14+261120:0930+R1'\n{messages}UNZ+{transactions}+R1'\n"
    return text.encode("latin-1")


def _message(number: int) -> str:
    """Return one message: payer, payment, documents with discount or a shortage, the sum behind them."""
    documents, total = [], 0
    for line in range(1 + number % 3):
        gross = 5_000 + (number * 7919 + line * 104_729) % 2_000_000
        discount, short = (gross // 50, 0) if line == 0 else (0, 1_250 if number % 5 == 0 else 0)
        total += gross - discount - short
        documents += [f"DOC+380+{4_000_000 + number * 4 + line}", f"MOA+9:{written(gross)}"]
        documents += [f"MOA+12:{written(gross - discount - short)}", "DTM+137:20261019:102", f"RFF+ON:B{number}"]
        documents += [f"MOA+52:{written(discount)}"] if discount else []
        documents += ["AJT+4", f"MOA+5:{written(short)}", "FTX+AAI+++KARTONS FEHLEN?: 2"] if short else []
    segments = [
        f"UNH+{number}+REMADV:D:96A:UN:EAN004",
        f"BGM+481+RA{number:09d}+9",
        "DTM+137:20261119:102",
        "DTM+203:20261120:102",
        f"RFF+PQ:ZA{number:09d}",
        f"FII+OR+DE0250010517013{number % 4_000:07d}",
        f"NAD+PR+{4_012_345_000_016 + number % 4_000}::9++GARTENBEDARF HOLM {number % 4_000} GMBH+LINDENWEG 4+KASSEL",
        "CUX+2:EUR:11",
        *documents,
        "UNS+S",
        f"MOA+12:{written(total)}",
    ]
    return "".join(f"{segment}'\n" for segment in [*segments, f"UNT+{len(segments) + 1}+{number}"])
