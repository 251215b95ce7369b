"""Fedwire messages one after the other: customer transfers, one in four with structured remittance."""

from random import Random

_NAMES = ("BRACKEN TOOL CO", "HOLLIS MARINE SUPPLY", "NORTHGATE MILLS", "PELLAM AND SONS", "DUNLEY PAPER LTD")


def content(transactions: int) -> bytes:
    """Return that many messages, each of a number of its own; what structured lines pay is the wire."""
    dice = Random(7)
    return "".join(_message(dice, number) for number in range(1, transactions + 1)).encode()


def _message(dice: Random, number: int) -> str:
    """Return one message."""
    minor, name = dice.randint(100_000, 90_000_000), dice.choice(_NAMES)
    head = (
        f"{{1100}}30P N{{1110}}11200931FT03{{1120}}20261120MMQFMP01{number % 10**6:06}11200931FT03\n"
        f"{{1510}}1000{{1520}}20261120B1Q{number // 10**6:04}C{number % 10**6:06}{{2000}}{minor:012}\n"
        f"{{3100}}071000013PRAIRIE NATL*{{3400}}072000326LAKESIDE BANK*"
    )
    parties = (
        f"{{4200}}D40071180*OURSELVES INC*\n{{5000}}D{number % 10**9:09}*{name}*{number % 900} PIER STREET*DULUTH MN*\n"
    )
    invoice = number % 90_000
    if number % 4:
        return f"{head}{{3600}}CTR*\n{{4320}}INV {invoice}*\n{parties}{{6000}}INVOICE {invoice} AND FREIGHT*\n"
    paid = f"{{8400}}CINV*{invoice}*{{8450}}USD{minor // 100},{minor % 100:02}*\n"
    return f"{head}{{3600}}CTP*{{3610}}RMTS*\n{parties}{paid}"
