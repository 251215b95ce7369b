"""The records of an invented lockbox file, column by column."""

from random import Random

from benchmarks.lockbox_variants.variant import _NEGATIVE, _POSITIVE, Document, Paper, Shape

_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r", "none": "", "lf+ff": "\n"}
_ORIGIN = "0071000013"


def written(dice: Random, drawn: Shape, papers: list[Paper]) -> bytes:
    """Return the file: one or two lockboxes, batches of some checks, totals that are right."""
    day = "261119" if drawn.day == 6 else "20261119"
    rows = [f"100CALDERRIDG{_ORIGIN}{day}0630", f"2CALDERRIDG{_ORIGIN}0000000000400{drawn.length:03}0080 1"[:43]]
    boxes = (
        [papers] if len(papers) < 4 or dice.random() < 0.6 else [papers[: len(papers) // 2], papers[len(papers) // 2 :]]
    )
    for index, checks in enumerate(boxes):
        rows += _lockbox(dice, drawn, f"{68751 + index:07}", checks, day)
    rows.append(f"9{len(rows) + 1:06}")
    pad = drawn.end == "none" or not drawn.trimmed
    text = _ENDS[drawn.end].join(row.ljust(drawn.length) if pad else row.rstrip() for row in rows)
    return (text + _ENDS[drawn.end] + ("\x0c" if drawn.end == "lf+ff" else "")).encode()


def _lockbox(dice: Random, drawn: Shape, box: str, checks: list[Paper], day: str) -> list[str]:
    """Return the records of one lockbox."""
    rows: list[str] = []
    shown = f"  {box[2:]}" if drawn.blank_filled else box
    step = dice.choice((3, 7, 40))
    total = counted = 0
    for batch, start in enumerate(range(0, len(checks), step), start=1):
        part = checks[start : start + step]
        if drawn.batch_headers or batch == 1:
            rows.append(f"5{batch:03}000{shown}{day}CALDERRIDG{_ORIGIN}")
        body = [row for item, paper in enumerate(part, start=1) for row in _check(drawn, batch, item, paper)]
        rows += body
        minor, count = sum(paper.minor for paper in part), len(body) if drawn.counts_all else len(part)
        total, counted = total + minor, counted + count
        rows.append(f"7{batch:03}{len(part):03}{shown}{day}{count:03}{minor:0{drawn.amount}}")
    rows.append(f"8000000{shown}{day}{counted:04}{total:0{drawn.amount}}")
    return rows


def _check(drawn: Shape, batch: int, item: int, paper: Paper) -> list[str]:
    """Return a 6 and its 4s."""
    fill = " " if drawn.blank_filled else "0"
    routing = {9: paper.routing, 10: "0" + paper.routing, 8: paper.routing[:8]}[drawn.routing]
    account, serial = paper.account.rjust(drawn.account, fill), paper.serial.rjust(drawn.serial, fill)
    head = f"6{batch:03}{item:03}{_amount(paper.minor, drawn, drawn.amount)}{routing}{account}{serial}"
    room, documents = drawn.length - len(head), list(paper.documents)
    if drawn.placement == "name on 6":
        head += f"261114{paper.name:<30}"
    elif drawn.placement in {"number on 6", "numbers on both"} and documents:
        head += documents.pop(0)[0].ljust(drawn.number)
    elif drawn.placement in {"pairs on 6", "pairs behind name"}:
        head += f"261114{paper.name:<30}" if drawn.placement == "pairs behind name" else ""
        head += "".join(_pair(one, drawn) for one in documents)
        documents = []
    elif drawn.placement == "pairs on both" and room >= drawn.number + drawn.amount:
        head += _pair(documents.pop(0), drawn)
    data = _overflow(drawn, documents)
    if drawn.placement == "memo on 4":
        data = [f"UNIT 12B PAID LATE, {paper.name}"]
    last = len(data)
    return [head] + [
        f"4{batch:03}{item:03}6{number % 100:02}{'9' if number == last else '0'}{text}"
        for number, text in enumerate(data, start=1)
    ]


def _overflow(drawn: Shape, documents: list[Document]) -> list[str]:
    """Return the data of the 4 records."""
    if "number" in drawn.placement:
        return [number.ljust(drawn.number) for number, _, _ in documents]
    if drawn.placement == "deduction on 4":
        return [f"{_pair(one, drawn)}{one[2]:0{drawn.amount}}{'DMG' if one[2] else '   '}" for one in documents]
    each = max(1, min(3, (drawn.length - 11) // (drawn.number + drawn.amount)))
    return ["".join(_pair(one, drawn) for one in documents[at : at + each]) for at in range(0, len(documents), each)]


def _pair(document: Document, drawn: Shape) -> str:
    """Return a number with its amount."""
    return document[0].ljust(drawn.number)[: drawn.number] + _amount(document[1] or 0, drawn, drawn.amount)


def _amount(minor: int, drawn: Shape, width: int) -> str:
    """Return an amount with the bank's sign."""
    digits = f"{abs(minor):0{width}}"
    if drawn.sign == "over-punched":
        return digits[:-1] + (_NEGATIVE if minor < 0 else _POSITIVE)[int(digits[-1])]
    if minor >= 0:
        return digits
    return digits[:-1] + "-" if drawn.sign == "minus over digit" else f"{abs(minor):0{width - 1}}-"
