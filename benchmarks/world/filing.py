"""The morning's files: each payment goes into one of them, and the statement's totals are those of the detail files."""

from dataclasses import dataclass

from benchmarks.world import World, advice, bai2, camt, fedwire, house, lockbox, nacha, pacs, x820
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


class _Desk:
    """The morning's files while they are written: each rail puts its payments into them."""

    def __init__(self, world: World) -> None:
        """Start with empty files and three empty accounts."""
        self.world, self.rng, self.names = world, world.rng, Names(world.spec.day)
        self.lines: list[list[Line]] = [[], [], []]
        self.files: dict[str, str] = {}
        self.totals: list[Total] = []
        self.statement = f"bai2_prior_day_{self.names.long}.bai"

    def by(self, *rails: str) -> list[Payment]:
        """Return the payments of some rails in their order."""
        return [payment for payment in self.world.payments if payment.rail in rails]

    def keep(self, name: str, text: str, payments: list[Payment]) -> None:
        """Keep a file and tell its payments where they stand."""
        self.files[name] = text
        for payment in payments:
            payment.source_file = name

    def settle(self, lines: list[Line], detail: str) -> None:
        """Put totals on the first bank's account, whose detail is another file."""
        self.lines[0] += lines
        self.totals += [Total(line.reference, self.statement, line.amount, "USD", detail) for line in lines]

    def checks(self) -> None:
        """Write one file for each lockbox; a check's number is unique among the morning's checks."""
        checks = self.by("lockbox")
        for payment in checks:
            payment.reference = str(self.names.next("check", 10_412, 1 + self.rng.randrange(17)))
        boxes = house.LOCKBOXES[: max(2, len(checks) // house.BOX_CHECKS)]
        for at, box in enumerate(boxes):
            held = checks[at :: len(boxes)]
            if held:
                made = lockbox.file(box, held, self.names, broken=self.world.spec.broken and at == 0)
                name = f"lockbox_{box}_{self.names.long}.txt"
                self.keep(name, made.text, held)
                self.settle([bai2.lockbox_total(self.names, box, made.total, made.checks)], name)

    def ach(self) -> None:
        """Write the CTX file, settled batch by batch, and the file of CCD and PPD, settled in one sum."""
        for rails, modifier in ((("ctx",), "A"), (("ccd", "ppd", "advised"), "B")):
            held = self.by(*rails)
            if not held:
                continue
            made = nacha.file(held, self.names, self.rng, modifier)
            name = f"ach_received_{self.names.long}_{modifier}.ach"
            self.keep(name, made.text, held)
            whole = bai2.ach_total(
                self.names, made.total, entries=len(held), batches=len(made.batches), stamp=made.stamp
            )
            self.settle(
                [bai2.batch_total(self.names, batch) for batch in made.batches] if modifier == "A" else [whole], name
            )

    def advices(self) -> None:
        """Write the 820s of payments that came with nothing but their trace: no money of its own."""
        told = advice.told(self.world, self.names)
        if told:
            self.files[f"edi820_{self.names.long}.edi"] = x820.advices(told, self.names)

    def wires(self) -> None:
        """Write wires and single ACH credits into the statement, those of two other banks into their own files.

        The first `twice` of each of these went to the first bank: its statement tells them too, under the same IMAD.
        """
        told, sent = self.by("fed"), self.by("pacs")
        double = [*told[: self.world.spec.twice], *sent[: self.world.spec.twice]]
        for payment in double:
            payment.twice = True
        if told:
            self.keep(f"fedwire_{self.names.long}.txt", fedwire.file(told, self.names, self.rng), told)
        if sent:
            self.keep(f"pacs008_{self.names.long}.xml", pacs.file(sent, self.names, self.rng), sent)
        for payment in double:
            payment.also_reference, payment.bank = payment.reference, 0
            payment.source_file = self.statement
            self.lines[0].append(bai2.wire(payment, self.names, self.rng, payment.also_reference))
        self._reported(self.by("wire", "ach_line", "book"))

    def _reported(self, kept: list[Payment]) -> None:
        """Put what no other file tells into the statement."""
        for payment in sorted(kept, key=lambda one: ("wire", "ach_line", "book").index(one.rail)):
            line = bai2.WRITERS[payment.rail](payment, self.names, self.rng)
            self.lines[payment.bank].append(line)
            payment.source_file = self.statement

    def euro(self) -> None:
        """Write the euro statement, the notification with the details of its batch, and the report at noon."""
        held = self.by("camt")
        if not held:
            return
        statement, notice = f"camt053_{self.names.long}.xml", f"camt054_{self.names.long}.xml"
        made = camt.files(held, self.names, self.rng)
        self.keep(statement, made.statement, held)
        self.files[f"camt052_{self.names.long}.xml"] = made.report
        if made.inside:
            self.keep(notice, made.notice, made.inside)
            amount = sum(payment.amount for payment in made.inside)
            self.totals.append(Total(made.batch, statement, amount, "EUR", notice))


def filed(world: World) -> Filed:
    """Write every payment into its bank's file; sets references and source files."""
    desk = _Desk(world)
    desk.checks()
    desk.ach()
    desk.advices()
    desk.wires()
    desk.euro()
    desk.lines[0] += bai2.outgoing(desk.names, desk.rng)
    desk.files[desk.statement] = bai2.statement(desk.names, desk.lines)
    return Filed(dict(sorted(desk.files.items())), tuple(desk.totals))
