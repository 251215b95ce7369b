"""A large EDIFACT CREMUL: bookings of a hundred payments, cut every 80 characters, counts and sums right."""

from benchmarks.volumes.sums import written

_BOOKING = 100
_WIDTH = 80


def content(transactions: int) -> bytes:
    """Return a file of so many payments, the same bytes for the same number."""
    segments = ["UNH+1+CREMUL:D:96A:UN", "BGM+454+20261120063000", "DTM+137:20261120:102", "NAD+MR+00999888777"]
    starts = range(1, transactions + 1, _BOOKING)
    for at, start in enumerate(starts, start=1):
        numbers = range(start, min(start + _BOOKING, transactions + 1))
        total = sum(_size(number) for number in numbers)
        segments += [f"LIN+{at}", "DTM+209:20261120:102", "BUS++DO++230:25:124", f"MOA+60:{written(total, ',')}:NOK"]
        segments += [f"RFF+ACK:{26_000_000 + at}", "FII+BF+70380518552"]
        segments += [segment for place, number in enumerate(numbers, start=1) for segment in _payment(place, number)]
    segments.append(f"CNT+LIN:{len(starts)}")
    text = "UNA:+,? 'UNB+UNOC:3+00810506482+00975945065+261120:0630+1'"
    text += "".join(f"{segment}'" for segment in [*segments, f"UNT+{len(segments) + 1}+1", "UNZ+1+1"])
    return "\n".join(text[place : place + _WIDTH] for place in range(0, len(text), _WIDTH)).encode("latin-1")


def _size(number: int) -> int:
    """Return the amount of a payment."""
    return 5_000 + number * 7919 % 2_000_000


def _payment(place: int, number: int) -> list[str]:
    """Return one payment: payer, references, amount, the invoice."""
    size = written(_size(number), ",")
    return [
        f"SEQ++{place}",
        "DTM+203:20261119:102",
        f"FII+OR+{15_030_000_000 + number % 4_000}",
        f"RFF+AEK:{31_000_000_000 + number}",
        f"RFF+ACD:{362_000_000 + number}",
        f"MOA+143:{size}",
        f"NAD+PL+++FJELLHEIM MASKIN {number % 4_000} AS+STORGATA 3+MOSS++1530+NO",
        "PRC+8",
        f"DOC+380+{4_000_000 + number}",
        f"MOA+12:{size}",
        "GIS+37",
    ]
