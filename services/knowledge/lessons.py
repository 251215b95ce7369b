"""What one answer teaches: from a resolution to lessons, pure; each rule sees one sort of thing in the answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from kit.money import share
from matcher.explanations import reasons
from matcher.remittance import labels, normal, tokens
from matcher.remittance.habits import spoken
from matcher.remittance.shapes import mask
from services.knowledge.kinds import CUSTOMER, Fact

#: Acts that say who paid, and those that say which items.
NAMING = frozenset({"accept", "apply", "identify", "on_account"})
APPLYING = frozenset({"accept", "apply"})
#: A number of fewer signs stands in another one by chance.
CORE_MIN, TAIL_MIN = 5, 4
#: What a payer hangs on our number is short.
HUNG_MAX = 8
#: So few edits away a number is a slip of the pen, no number of the payer's own.
SLIP_MAX = 2
#: From so many letters on the shape of a number in free text is its writer's own; digits alone may be anybody's.
LETTERS_MIN = 2
#: Qualifiers of lines that claim to name a document.
DOCUMENTS = frozenset({"invoice", "unknown", ""})
#: Reasons that come back from one payment to the next; damage or a price is an event, no habit.
HABITUAL = frozenset({"allowance", "promotion", "freight", "tax", "withholding", "pallet", "late_fee", "bank_fee"})
#: A rate above this is no habit; a whole is 10,000 basis points.
RATE_MAX, FULL = 1_000, 10_000

Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Paid:
    """What the answer settled of one item: its numbers, its amount and freight, and the named differences."""

    document_number: str
    amount: int
    cash: int
    deduction: int = 0
    reason: str = ""
    freight: int = 0
    po_number: str = ""
    order_number: str = ""
    delivery_number: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Return its other numbers by the name of their field."""
        named = {"purchase_order": self.po_number, "order": self.order_number, "delivery": self.delivery_number}
        return {name: normal.tight(number) for name, number in named.items() if number}


@dataclass(frozen=True, slots=True)
class Said:
    """One remittance line as the payer wrote it."""

    reference: str
    paid: int | None = None
    qualifier: str = "invoice"
    also: tuple[str, ...] = ()
    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A resolution with all that lessons are drawn from.

    `customer` is who paid where the answer is certain of it. `marks` are what the bank knows the payer by, `leads` the
    customers each led to before the answer, `offered` the customer the engine put first. `heads` says of which family a
    customer is. `numbers` are the numbers in free text and reference fields. `never` holds what is known to be not so.
    """

    act: str
    customer: str = ""
    marks: tuple[Mark, ...] = ()
    leads: Mapping[Mark, frozenset[str]] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    offered: str = ""
    paid: tuple[Paid, ...] = ()
    said: tuple[Said, ...] = ()
    numbers: tuple[str, ...] = ()
    never: frozenset[Fact] = frozenset()

    def head(self, customer: str) -> str:
        """Return the head of a customer's family, himself where we know of none."""
        return self.heads.get(customer, customer)


@dataclass(frozen=True, slots=True, order=True)
class Drawn:
    """One lesson: what it is about, and whether the answer is for it or against it."""

    fact: Fact
    event: str = "confirmed"


Rule = Callable[[Answer], Iterator[Drawn]]


def drawn(answer: Answer) -> tuple[Drawn, ...]:
    """Return the lessons of an answer, each fact once, in one order whatever the answer's order was."""
    found = {(one.fact, one.event) for rule in RULES for one in rule(answer)}
    confirmed = {fact for fact, event in found if event == "confirmed"}
    return tuple(sorted(Drawn(fact, event) for fact, event in found if event == "confirmed" or fact not in confirmed))


def who_paid(answer: Answer) -> Iterator[Drawn]:
    """The payer's marks lead to the customer; what was known to be otherwise is contradicted."""
    if answer.act not in NAMING or not answer.customer:
        return
    for subject, key in answer.marks:
        yield Drawn(Fact("payer_link", subject, key, means=answer.customer))
        for fact in (Fact("not_payer", subject, key, means=answer.customer), Fact("not_ar", subject, key)):
            if fact in answer.never:
                yield Drawn(fact, "contradicted")


def who_did_not(answer: Answer) -> Iterator[Drawn]:
    """The engine offered the one customer the mark led to, and a person said another: the link was wrong here.

    A mark that leads to several customers is an agent's: it contradicts none of them. A family is one payer.
    """
    if answer.act not in NAMING or not answer.customer or not answer.offered:
        return
    wrong = answer.head(answer.offered)
    if wrong == answer.head(answer.customer):
        return
    for subject, key in answer.marks:
        led = answer.leads.get((subject, key), frozenset())
        if {answer.head(one) for one in led} == {wrong}:
            for one in sorted(led):
                yield Drawn(Fact("payer_link", subject, key, means=one), "contradicted")
                yield Drawn(Fact("not_payer", subject, key, means=one))


def not_receivables(answer: Answer) -> Iterator[Drawn]:
    """The payer is no customer: by his account or company id; by his name where the bank knows nothing else."""
    if answer.act != "not_ar":
        return
    bank = [mark for mark in answer.marks if mark[0] in {"account", "company_id"}]
    for subject, key in bank or [mark for mark in answer.marks if mark[0] == "name"]:
        yield Drawn(Fact("not_ar", subject, key))
        for led in sorted(answer.leads.get((subject, key), frozenset())):
            yield Drawn(Fact("payer_link", subject, key, means=led), "contradicted")


def how_he_writes(answer: Answer) -> Iterator[Drawn]:
    """A number of his stands for one item: with something before or behind it, cut, or by another of its numbers."""
    if answer.act not in APPLYING or not answer.customer:
        return
    written = [number for line in answer.said for number in (line.reference, *line.also)] + list(answer.numbers)
    for number in sorted({normal.tight(one) for one in written}):
        ways = {(way, item.document_number) for item in answer.paid if (way := _way(number, item)) is not None}
        named = {document for _, document in ways}
        forms = {way for way, _ in ways}
        if len(named) == 1 and len(forms) == 1 and ("", "") not in forms:
            form, pattern = forms.pop()
            yield Drawn(Fact("reference_habit", CUSTOMER, answer.customer, form, pattern))


def _way(number: str, item: Paid) -> tuple[str, str] | None:
    """Return how a written number stands for an item: (form, pattern), empty as it is written on it, None where not."""
    whole = normal.tight(item.document_number)
    core, bare = normal.core(whole), normal.core(number)
    if not core or not bare:
        return None
    if number == whole or bare == core:
        return "", ""
    for name, other in item.fields.items():
        if number == other or bare == normal.core(other):
            return "field", name
    return _hung(number, core) or _cut(number, whole, core)


def _hung(number: str, core: str) -> tuple[str, str] | None:
    """Return what is hung before or behind our number."""
    before, found, behind = number.partition(core)
    if not found or len(core) < CORE_MIN or (before and behind) or len(before + behind) > HUNG_MAX:
        return None
    return ("prefix", before) if before else ("suffix", behind)


def _cut(number: str, whole: str, core: str) -> tuple[str, str] | None:
    """Return which end of our number is left."""
    if not TAIL_MIN <= len(number) < len(core):
        return None
    if core.endswith(number):
        return "tail", str(len(number))
    return ("head", str(len(number))) if whole.startswith(number) or core.startswith(number) else None


def numbers_of_his_own(answer: Answer) -> Iterator[Drawn]:
    """A number that is none of the items he pays, nor a slip of one: his own documents, or what he calls us by."""
    if answer.act not in APPLYING or not answer.customer or not answer.paid:
        return
    ours = [normal.tight(number) for item in answer.paid for number in (item.document_number, *item.fields.values())]
    shapes = {mask(number) for number in ours} | {mask(normal.zeroless(number)) for number in ours}
    for line in answer.said:
        number = normal.tight(line.reference)
        if line.qualifier in DOCUMENTS and _settled(line, answer) and _foreign(number, answer, shapes):
            yield Drawn(Fact("not_reference", CUSTOMER, answer.customer, "shape", mask(number)))
    lengths = {len(form) + more for number in ours for form in (number, normal.core(number)) for more in (-1, 0, 1)}
    for written in answer.numbers:
        number = normal.tight(written)  # only what is as long as ours is ever taken for one of ours
        if len(number) in lengths and not _day(number) and _foreign(number, answer, shapes):
            lettered = len(normal.prefix(number)) >= LETTERS_MIN
            form, pattern = ("shape", mask(number)) if lettered else ("exact", number)
            yield Drawn(Fact("not_reference", CUSTOMER, answer.customer, form, pattern))


def _day(number: str) -> bool:
    """Return whether six or eight digits write a day in any of the usual orders."""
    if not number.isdigit() or len(number) not in {6, 8}:
        return False
    turned = number[-4:] + number[:-4], number[2:4] + number[:2] + number[4:]
    return any(tokens.calendar(order) is not None for order in (number, *turned))


def _settled(line: Said, answer: Answer) -> bool:
    """Return whether the line is for something that was paid: it is the only one, or its sum is that of an item."""
    return len(answer.said) == 1 or line.paid in {item.cash for item in answer.paid}


def _foreign(number: str, answer: Answer, shapes: set[str]) -> bool:
    """Return whether a number has another shape than all that he pays, is no way to write them, and no slip of them."""
    if len(number) < TAIL_MIN or not any(map(str.isdigit, number)) or mask(number) in shapes:
        return False
    if labels.placeholder(number) or any(_way(number, item) is not None for item in answer.paid):
        return False
    cores = [normal.core(normal.tight(item.document_number)) for item in answer.paid]
    return all(OSA.distance(normal.core(number), core) > SLIP_MAX for core in cores)


def what_he_takes(answer: Answer) -> Iterator[Drawn]:
    """A deduction has a reason: his code or words for it where we read them otherwise, a rate, the item's freight."""
    if answer.act not in APPLYING or not answer.customer:
        return
    for item in answer.paid:
        if not item.deduction or item.reason in {"", "unexplained", "other"}:
            continue
        for form, pattern in (*_called(item, answer), *_always(item)):
            yield Drawn(Fact("deduction_habit", CUSTOMER, answer.customer, form, pattern, item.reason))


def _called(item: Paid, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield the payer's own code, else his words, for a reason that we would not have read from them."""
    number = normal.tight(item.document_number)
    his = [line for line in answer.said if normal.tight(line.reference) == number or line.paid == item.cash]
    for line in his[:1] if len(his) == 1 or len(answer.paid) == 1 else []:
        if reasons.of(line.code, line.text) == item.reason:
            return
        if line.code:
            yield "code", line.code.strip().upper()
        elif words := spoken(line.text):
            yield "words", words


def _always(item: Paid) -> Iterator[tuple[str, str]]:
    """Yield what a deduction may be a habit by: the item's freight, or a rate of the whole item to the cent."""
    if item.reason not in HABITUAL:
        return
    if item.freight and item.deduction == item.freight:
        yield "freight", ""
        return
    rate = share(item.deduction, FULL, item.amount) if item.amount > 0 else 0
    if 0 < rate <= RATE_MAX and share(item.amount, rate, FULL) == item.deduction:
        yield "rate", str(rate)


#: In the order of the way of a receipt: who paid, what he named, what he took off.
RULES: tuple[Rule, ...] = (
    who_paid,
    who_did_not,
    not_receivables,
    how_he_writes,
    numbers_of_his_own,
    what_he_takes,
)
