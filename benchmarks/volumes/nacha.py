"""An ACH file of received credits: batches of up to 4,000 by company; one in five entries tells its invoice."""

from random import Random

_COMPANIES = ("BRACKEN TOOL CO", "HOLLIS MARINE", "NORTHGATE MILLS", "PELLAM AND SONS", "DUNLEY PAPER LTD")
_BATCH = 4_000
_ROUTING, _ODFI = "072000326", "07100001"
_HASH = 10**10


def content(transactions: int, told_every: int = 5) -> bytes:
    """Return one file of that many credits to one account; every total is right.

    One entry in `told_every` has an addenda that tells its invoice, none where it is 0.
    """
    dice = Random(5)
    head = f"101 {_ROUTING} 0710000132611200530A094101{'LAKESIDE BANK':<23}{'PRAIRIE NATIONAL BANK':<23}"
    rows = [f"{head:<94}"]
    batches = records = credited = 0
    for first in range(0, transactions, _BATCH):
        count = min(_BATCH, transactions - first)
        batches += 1
        lines, total = _batch(dice, batches, range(first + 1, first + count + 1), told_every)
        rows += lines
        records += len(lines) - 2
        credited += total
    blocks = -(-(len(rows) + 1) // 10)
    hashed = int(_ROUTING[:8]) * transactions % _HASH
    rows.append(f"{f'9{batches:06}{blocks:06}{records:08}{hashed:010}{0:012}{credited:012}':<94}")
    rows += ["9" * 94] * (-len(rows) % 10)
    return ("\n".join(rows) + "\n").encode()


def _batch(dice: Random, number: int, traces: range, told_every: int) -> tuple[list[str], int]:
    """Return the records of one batch and what it credits."""
    company, identity = _COMPANIES[number % len(_COMPANIES)], f"{1954402217 + number % 7:010}"
    rows, total = [], 0
    for trace in traces:
        minor = dice.randint(1_000, 5_000_000)
        total += minor
        told = told_every > 0 and trace % told_every == 0
        body = f"{f'INV {trace % 90_000}':<15}{'OURSELVES INC':<22}  {int(told)}{_ODFI}{trace % 10**7:07}"
        rows.append(f"622{_ROUTING}{'40071180':<17}{minor:010}{body}")
        if told:
            text = f"RMR*IV*{trace % 90_000}**{minor // 100}.{minor % 100:02}\\"
            rows.append(f"705{text:<80}0001{trace % 10**7:07}")
    head = f"5220{company:<16}{'':20}{identity}CCD{'VENDORPMT':<10}NOV 202611203241{_ODFI}{number:07}"
    hashed = int(_ROUTING[:8]) * len(traces) % _HASH
    foot = f"8220{len(rows):06}{hashed:010}{0:012}{total:012}{identity}{'':25}{_ODFI}{number:07}"
    return [head, *rows, foot], total
