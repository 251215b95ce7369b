"""The morning's files: each payment goes into one of them, and the statement's totals are those of the detail files."""

import random
from dataclasses import dataclass

from benchmarks.world import World, bai2, camt, fedwire, house, lockbox, nacha
from benchmarks.world.bai2 import Line
from benchmarks.world.house import Names
from benchmarks.world.payments import Payment


@dataclass(frozen=True, slots=True)
class Total:
    """One total on a statement whose detail came in another file: money that must not be counted twice."""

    reference: str
    source_file: str
    amount: int
    currency: str
    detail_file: str


@dataclass(frozen=True, slots=True)
class Filed:
    """All bank files by name, and the totals among their entries."""

    files: dict[str, str]
    totals: tuple[Total, ...]


def filed(world: World) -> Filed:
    """Write every payment into its bank's file; sets references and source files."""
    names, rng = Names(world.spec.day), world.rng
    lines: list[list[Line]] = [[], [], []]
    files: dict[str, str] = {}
    totals: list[Total] = []
    statement = f"bai2_prior_day_{names.long}.bai"
    _checks(world, names, files, lines[0], totals, statement)
    _ach(world, names, rng, files, lines[0], totals, statement)
    _wires(world, names, rng, files, lines, statement)
    _euro(world, names, rng, files, totals)
    lines[0] += bai2.outgoing(names, rng)
    files[statement] = bai2.statement(names, lines)
    return Filed(dict(sorted(files.items())), tuple(totals))


def _by(world: World, *rails: str) -> list[Payment]:
    """Return the payments of some rails in their order."""
    return [payment for payment in world.payments if payment.rail in rails]


def _named(payments: list[Payment], name: str) -> None:
    """Say where the payments stand."""
    for payment in payments:
        payment.source_file = name


def _checks(
    world: World, names: Names, files: dict[str, str], lines: list[Line], totals: list[Total], statement: str
) -> None:
    """Write one file for each lockbox; a check's number is unique among the morning's checks."""
    checks = _by(world, "lockbox")
    for payment in checks:
        payment.reference = str(
            names.next("check", 10_412 if len(checks) < 5_000 else 104_120, 1 + world.rng.randrange(17))
        )
    for at, box in enumerate(house.LOCKBOXES):
        held = checks[at :: len(house.LOCKBOXES)]
        if not held:
            continue
        made = lockbox.file(box, held, names, broken=world.spec.broken and at == 0)
        name = f"lockbox_{box}_{names.long}.txt"
        files[name] = made.text
        _named(held, name)
        line = bai2.lockbox_total(names, box, made.total, made.checks)
        lines.append(line)
        totals.append(Total(line.reference, statement, line.amount, "USD", name))


def _ach(
    world: World,
    names: Names,
    rng: random.Random,
    files: dict[str, str],
    lines: list[Line],
    totals: list[Total],
    statement: str,
) -> None:
    """Write the CTX file, settled batch by batch, and the file of CCD and PPD, settled in one sum."""
    for rails, modifier in ((("ctx",), "A"), (("ccd", "ppd"), "B")):
        held = _by(world, *rails)
        if not held:
            continue
        made = nacha.file(held, names, rng, modifier)
        name = f"ach_received_{names.long}_{modifier}.ach"
        files[name] = made.text
        _named(held, name)
        if modifier == "A":
            settled = [
                bai2.batch_total(
                    names, amount=batch.amount, name=batch.name, company_id=batch.company_id, trace=batch.trace
                )
                for batch in made.batches
            ]
        else:
            settled = [
                bai2.ach_total(names, made.total, entries=len(held), batches=len(made.batches), stamp=made.stamp)
            ]
        lines += settled
        totals += [Total(line.reference, statement, line.amount, "USD", name) for line in settled]


def _wires(
    world: World, names: Names, rng: random.Random, files: dict[str, str], lines: list[list[Line]], statement: str
) -> None:
    """Write wires and single ACH credits into the statement, the second bank's wires into their own file.

    The first `twice` of the second bank's wires are in the statement too, under the same IMAD.
    """
    told = _by(world, "fed")
    if told:
        name = f"fedwire_{names.long}.txt"
        files[name] = fedwire.file(told, names, rng)
        _named(told, name)
    for payment in told[: world.spec.twice]:
        payment.also_reference = payment.reference
        payment.bank = 0
        lines[0].append(bai2.wire(payment, names, rng, payment.also_reference))
    inside = [*_by(world, "wire", "ach_line", "book"), *told[: world.spec.twice]]
    _named(inside, statement)
    for payment in _by(world, "wire"):
        lines[payment.bank].append(bai2.wire(payment, names, rng))
    for payment in _by(world, "ach_line"):
        line = bai2.ach(payment, names, rng)
        lines[payment.bank].append(line)
    for payment in _by(world, "book"):
        lines[0].append(bai2.book(payment, names))


def _euro(world: World, names: Names, rng: random.Random, files: dict[str, str], totals: list[Total]) -> None:
    """Write the euro statement and the notification with the details of its batch."""
    held = _by(world, "camt")
    if not held:
        return
    statement, notice = f"camt053_{names.long}.xml", f"camt054_{names.long}.xml"
    files[statement], files[notice], batch, amount, inside = camt.files(held, names, rng)
    _named(held, statement)
    _named(inside, notice)
    if inside:
        totals.append(Total(batch, statement, amount, "EUR", notice))
    else:
        del files[notice]
