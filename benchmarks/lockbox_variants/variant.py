"""One invented lockbox file in a layout of its own, with what a right reader gets out of it."""

from dataclasses import dataclass, field
from random import Random

#: Reference, paid amount (None: the number stands alone), deduction.
Document = tuple[str, int | None, int]
_PLACEMENTS = (
    "nothing",
    "name on 6",
    "number on 6",
    "pairs on 6",
    "pairs behind name",
    "number on 4",
    "pairs on 4",
    "deduction on 4",
    "pairs on both",
    "numbers on both",
    "memo on 4",
)
_NUMBERS = ("INV", "digits", "zeros", "dashed")
_NEGATIVE = "}JKLMNOPQR"
_POSITIVE = "{ABCDEFGHI"
_NAMES = ("BRACKEN TOOL CO", "HOLLIS MARINE SUPPLY", "NORTHGATE MILLS 4", "PELLAM & SONS", "3 RIVERS PAPER LTD")
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)


@dataclass(frozen=True, slots=True)
class Shape:
    """What one bank writes: widths, placement, signs, length, ends, counting and pad habits."""

    length: int
    amount: int
    routing: int
    account: int
    serial: int
    placement: str
    number: int
    numbers: str
    sign: str  # "", minus, minus over digit, over-punched
    day: int
    end: str  # lf, crlf, cr, none, lf+ff
    trimmed: bool
    counts_all: bool
    blank_filled: bool  # serials and accounts right-aligned in blanks
    batch_headers: bool  # a 5 for each batch, else one for the lockbox


@dataclass(slots=True)
class Paper:
    """One check: amount, payer's routing, account, serial, name and documents."""

    minor: int
    routing: str
    account: str
    serial: str
    name: str
    documents: list[Document] = field(default_factory=list)


def shape(dice: Random) -> Shape:
    """Draw a layout; what needs room is drawn only where the record has it."""
    length = dice.choice((80, 80, 104, 160))
    wide = length > 80
    account = dice.choice((10, 10, 14, 15, 16, 17)) if wide else 10
    routing, serial = dice.choice(((9, 10), (9, 10), (9, 9), (10, 9), (8, 10)))
    placement = dice.choice(_PLACEMENTS)
    number = dice.choice((10, 12, 16, 20))
    amount = dice.choice((10, 12)) if wide else 10
    room = length - 7 - amount - routing - account - serial
    needs = {"name on 6": 36, "number on 6": number, "numbers on both": number}.get(placement, number + amount)
    if placement == "pairs behind name" and room < needs + 36:
        placement = "name on 6" if room >= 36 else "pairs on 4"
    elif placement in {"name on 6", "number on 6", "pairs on 6", "pairs on both", "numbers on both"} and room < needs:
        placement = placement.replace("both", "4").replace("numbers", "number").replace("on 6", "on 4")
        placement = "nothing" if placement == "name on 4" else placement
    signed = placement.startswith(("pairs", "deduction"))
    return Shape(
        length,
        amount,
        routing,
        account,
        serial,
        placement,
        number,
        dice.choice(_NUMBERS),
        dice.choice(("", "minus", "minus over digit", "over-punched")) if signed else "",
        dice.choice((6, 8)) if wide else 6,
        dice.choice(("lf", "crlf", "cr", "none", "lf+ff")),
        dice.random() < 0.4,
        dice.random() < 0.5,
        dice.random() < 0.3,
        dice.random() < 0.7,
    )


def aba(dice: Random) -> str:
    """Return a routing number with its check digit."""
    first = f"{dice.choice((1, 2, 3, 7, 11, 21, 26, 31)):02}{dice.randint(0, 999999):06}"
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return first + str(-total % 10)


def papers(dice: Random, drawn: Shape, count: int) -> list[Paper]:
    """Draw the checks of a file: some payers come again, some documents are short, some are credit memos."""
    payers = [
        (aba(dice), str(dice.randint(10**5, 10 ** min(drawn.account, 12) - 1))) for _ in range(max(3, count // 2))
    ]
    first, found = dice.randint(20000, 900000), list[Paper]()
    for _ in range(count):
        routing, account = dice.choice(payers)
        paper = Paper(0, routing, account, str(dice.randint(100, 10 ** (drawn.serial - 3) - 1)), dice.choice(_NAMES))
        paper.documents = _documents(dice, drawn, first)
        paid = sum(amount or 0 for _, amount, _ in paper.documents)
        paper.minor = paid if paid > 0 else dice.randint(1000, 10**7)
        if paid > 0 and dice.random() < 0.05:
            paper.minor += dice.randint(1, 999)  # the stub does not explain the check
        found.append(paper)
    return found


def _documents(dice: Random, drawn: Shape, first: int) -> list[Document]:
    """Draw the documents of one check."""
    if drawn.placement in {"nothing", "name on 6", "memo on 4"}:
        return []
    many = 1 if drawn.placement == "number on 6" else dice.randint(1, 6)
    if drawn.placement in {"pairs on 6", "pairs behind name"}:
        room = drawn.length - 7 - drawn.amount - drawn.routing - drawn.account - drawn.serial
        room -= 36 if drawn.placement == "pairs behind name" else 0
        many = min(many, room // (drawn.number + drawn.amount))
    amounts = "number" not in drawn.placement
    found: list[Document] = []
    for _ in range(many):
        minor = dice.randint(100, 5_000_000) if amounts else None
        deduction = dice.choice((0, 0, dice.randint(1, 5000))) if drawn.placement == "deduction on 4" else 0
        found.append((_number(dice, drawn, first), minor, deduction))
    paid = sum(minor or 0 for _, minor, _ in found)
    if drawn.sign and paid > 200_000 and drawn.placement not in {"pairs on 6", "pairs behind name"}:
        memo = dice.randint(1, 9_999) * (10 if drawn.sign == "minus over digit" else 1)
        found.append((_number(dice, drawn, first), -memo, 0))
    return found


def _number(dice: Random, drawn: Shape, first: int) -> str:
    """Draw a document number in the payer's style; one company's numbers follow one another."""
    value = first + dice.randint(0, 9999)
    if drawn.numbers == "INV":
        return f"INV{value}"
    if drawn.numbers == "digits":
        return str(value)
    if drawn.numbers == "zeros":
        return f"{value:0{drawn.number}}"
    return f"{dice.choice((31, 32))}-{value}"
