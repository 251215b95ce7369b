"""An NAI report of so many transactions: the Australian dialect of BAI2, sums as pairs of type and amount."""

from random import Random

_NAMES = ("MRS A CONNE", "TAMAR TIMBER PTY LTD", "NORTHGATE MILLS", "PELLAM CO")
_OPENING = 423_368


def content(transactions: int) -> bytes:
    """Return one file of one account; every total is right."""
    dice = Random(transactions)
    sizes = [dice.randint(1_000, 9_999_999) for _ in range(transactions)]
    paid = sum(sizes)
    total = _OPENING + paid + paid + transactions + paid
    lines = ["01,,BNZA/", "88,261120,0400,1/", "88,78,78/", "02,BNZA,NATAAU3M,1/", "88,261119,0000/"]
    lines += [f"03,430573570,AUD,015,{_OPENING + paid},100,{paid},102,{transactions},400/", "88,000,402,000/"]
    lines += [
        f"16,195,{size},0,{number:07d},D0H4B             {_NAMES[number % 4]} {number:06d}"
        for number, size in enumerate(sizes)
    ]
    lines += [f"49,{total},{total}/", f"98,{total},1,{total}/", f"99,{total},1,{len(lines) + 3},{total}/"]
    return ("\n".join(lines) + "\n").encode()
