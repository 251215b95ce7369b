"""An advice says what a payment is for and comes by another way: it is attached to the one payment it can mean.

The answer is a function of the advices and payments there are, whatever the order in which they came; the one
exception: where an advice's payment is applied already, it keeps that payment.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from services.banking.runs import groups, run_sums
from services.banking.signs import (
    NUMBERED,
    NUMBERED_BUSINESS_DAYS,
    NUMBERED_CHARGED,
    PAID_BY,
    PAID_BY_CHARGED,
    TOGETHER,
    Charges,
    Payment,
    Rule,
    against,
    company,
    documents,
    every_number,
    fits,
    near,
    own_numbers,
    wholly,
)
from services.banking.told import Told, words
from services.tieout import Tie

TOGETHER_MAX = 12  # payments of one payer among which those of one advice are looked for
SUMMED_MAX = 200  # advices of one file that may tell one payment
AGAIN = "advice:again"


@dataclass(slots=True)
class Desk:
    """The state of one answer: which advice has which payments, and which payments are taken."""

    payments: Mapping[str, Payment]
    by_number: Mapping[str, Sequence[Payment]]  # every number of a payment, as two parties write it alike
    by_amount: Mapping[tuple[str, int], Sequence[Payment]]
    charges: Sequence[int] = ()  # every sum that a bank may have kept back from one of them
    ties: list[Tie] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def attach(self, advice: Told, payment: Payment, rule: str) -> None:
        """Attach an advice; its payment takes no other one but those of the same sum."""
        self.ties.append(Tie(advice.entry_id, payment.booked.entry_id, rule))
        self.done.add(advice.entry_id)
        self.taken.add(payment.booked.entry_id)

    def open(self, advices: Iterable[Told]) -> list[Told]:
        """Return the advices that have no payment yet."""
        return [told for told in advices if told.entry_id not in self.done]

    def free(self, payments: Iterable[Payment]) -> list[Payment]:
        """Return the payments that have no advice yet."""
        return [one for one in payments if one.booked.entry_id not in self.taken]

    def of(self, asked: AbstractSet[tuple[str, int]], charges: Charges | None) -> Iterator[Payment]:
        """Yield the payments an advice of one of these sums may be of, whole or a charge more than came."""
        less = (0,) if charges is None else self.charges
        found = (
            one
            for currency, minor in sorted(asked)
            for each in less
            for one in self.by_amount.get((currency, minor - each), ())
            if minor in one.sums(charges)
        )
        yield from {one.booked.entry_id: one for one in found}.values()


def attached(
    advices: Sequence[Told],
    payments: Sequence[Told],
    tellings: Mapping[str, Sequence[Told]] | None = None,
    kept: Sequence[Tie] = (),
) -> list[Tie]:
    """Return which advice belongs to which payment, one where exactly one can be meant.

    `tellings` are further tellings of a payment in other files, `kept` the ties of payments that are applied: they
    stand, and are not returned. Numbers come first, one to one, then several advices that sum to one payment, then
    one that names several; then who paid; then the advices of one file that sum to one payment.
    """
    desk = desk_of(payments, tellings or {}, kept)
    first, again = _once(desk.open(sorted(advices, key=_order)))
    for rule in NUMBERED:
        _singles(desk, first, rule)
    for rule in NUMBERED:
        _sums(desk, _by_number(desk.open(first), rule), rule)
        _shares(desk, desk.open(first), rule)
    _less_charges(desk, first, NUMBERED_CHARGED, NUMBERED)
    claimed = {told.entry_id for told in desk.open(first) if named_by(told, desk)}
    for rule in PAID_BY:
        _singles(desk, [told for told in first if told.entry_id not in claimed], rule)
    rest = [told for told in desk.open(first) if told.entry_id not in claimed]
    _sums(desk, _by_file(rest), PAID_BY[0], name="advice:file_sum")
    _less_charges(desk, rest, PAID_BY_CHARGED, PAID_BY)
    _together(desk, desk.open(rest))
    _follow(desk, again)
    return sorted(desk.ties)


def _order(told: Told) -> tuple[bool, str, int, str]:
    """What is proven first, then by the content of files."""
    return (not told.trusted, told.file_id, told.position, told.entry_id)


def desk_of(payments: Sequence[Told], tellings: Mapping[str, Sequence[Told]], kept: Sequence[Tie]) -> Desk:
    """Return the payments with what is attached for good."""
    whole = {one.entry_id: Payment((one, *tellings.get(one.entry_id, ()))) for one in payments}
    numbers: dict[str, list[Payment]] = defaultdict(list)
    amounts: dict[tuple[str, int], list[Payment]] = defaultdict(list)
    charges = {each for payment in whole.values() for told in payment.tellings for each in told.charges}
    for payment in whole.values():
        amounts[payment.booked.currency, payment.booked.minor].append(payment)
        for key in payment.keys(every_number):
            numbers[key].append(payment)
    done, taken = {tie.entry_id for tie in kept}, {tie.by for tie in kept}
    return Desk(whole, numbers, amounts, sorted(charges), done=done, taken=taken)


def _once(advices: Sequence[Told]) -> tuple[list[Told], list[tuple[Told, Told]]]:
    """Part the advices told once from those that tell an earlier one again: (again, first).

    Another file's advice of the same amount and number is the same advice; two in one file are two.
    """
    first: list[Told] = []
    again: list[tuple[Told, Told]] = []
    by_key: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    followed: set[tuple[str, str]] = set()
    for told in advices:
        keys = [(key, told.currency, told.minor) for key in sorted({*own_numbers(told), *documents(told)})]
        before = [other for key in keys for other in by_key[key] if other.file_id != told.file_id]
        free = (one for one in before if (one.entry_id, told.file_id) not in followed and not against(told, one))
        leader = next(free, None)
        if leader is not None:
            followed.add((leader.entry_id, told.file_id))
            again.append((told, leader))
            continue
        first.append(told)
        for key in keys:
            by_key[key].append(told)
    return first, again


def _singles(desk: Desk, advices: Sequence[Told], rule: Rule, claimed: Container[str] = ()) -> None:
    """Attach each advice and payment that a rule ties to each other and to nothing else, none that is claimed."""
    pairs = list(pairs_by(desk, desk.open(advices), rule))
    meant = Counter(entry_id for advice, payment in pairs for entry_id in (advice.entry_id, payment.booked.entry_id))
    for advice, payment in pairs:
        one = payment.booked.entry_id
        if meant[advice.entry_id] == meant[one] == 1 and one not in claimed:
            desk.attach(advice, payment, rule.name)


def _less_charges(desk: Desk, advices: Sequence[Told], rules: Sequence[Rule], whole: Sequence[Rule]) -> None:
    """Attach the advices that tell a charge more than came, alone or together, where no payment of their sum fits.

    A payment that could be another open advice's by its whole sum is left to that one.
    """
    every = Desk(desk.payments, desk.by_number, desk.by_amount, desk.charges)
    sure = [(told, one) for rule in whole for told, one in pairs_by(every, desk.open(advices), rule)]
    settled = {told.entry_id for told, _ in sure}
    claimed = {one.booked.entry_id for _, one in sure}
    left = [told for told in desk.open(advices) if told.entry_id not in settled]
    for rule in rules if left else ():
        _singles(desk, left, rule, claimed)
    for rule in rules if left else ():
        groups = _by_number(desk.open(left), rule) if rule.numbered else _by_file(desk.open(left))
        known = rule.name.removesuffix("_charged") if rule.numbered else "advice:file"
        _sums(desk, groups, rule, f"{known}_sum_charged", claimed)


def pairs_by(desk: Desk, advices: Sequence[Told], rule: Rule) -> Iterator[tuple[Told, Payment]]:
    """Yield advices and payments that share a key and an amount, near enough in days, nothing speaking against it."""
    by_key: dict[tuple[str, str, int], list[Payment]] = defaultdict(list)
    asked = {(told.currency, told.minor) for told in advices}
    for payment in desk.free(desk.of(asked, rule.charges)):
        for key in sorted(payment.keys(rule.payment)):
            for minor in sorted(payment.sums(rule.charges)):
                by_key[key, payment.booked.currency, minor].append(payment)
    for advice in advices:
        keys = sorted(set(rule.advice(advice)))
        found = (one for key in keys for one in by_key.get((key, advice.currency, advice.minor), ()))
        unique = {one.booked.entry_id: one for one in found if fits(advice, one, rule)}
        yield from ((advice, payment) for payment in unique.values())


def _by_number(advices: Sequence[Told], rule: Rule) -> Iterator[tuple[str, list[Told]]]:
    """Yield the advices that name one number together."""
    held: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in advices:
        for key in sorted(set(rule.advice(told))):
            held[key, told.currency].append(told)
    return ((key, members) for (key, _), members in sorted(held.items()))


def _by_file(advices: Sequence[Told]) -> Iterator[tuple[str, list[Told]]]:
    """Yield the advices of one file, payer and day together."""
    held: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for told in advices:
        payer = next(company(told), " ".join(sorted(words(told.payer))))
        if payer:
            held[told.file_id, told.currency, str(told.day), payer].append(told)
    return (("", members) for _, members in sorted(held.items()))


def _sums(
    desk: Desk, groups: Iterable[tuple[str, list[Told]]], rule: Rule, name: str = "", claimed: Container[str] = ()
) -> None:
    """Attach advices that together are the one payment they can mean (one transfer, several sets), none claimed."""
    for key, members in groups:
        several = [told for told in members if told.entry_id not in desk.done]
        if not 1 < len(several) <= SUMMED_MAX:
            continue
        total, currency = sum(told.minor for told in several), several[0].currency
        fitting = [
            one
            for one in desk.free(desk.of({(currency, total)}, rule.charges))
            if one.booked.entry_id not in claimed
            and (not key or key in one.keys(rule.payment))
            and all(fits(told, one, rule) for told in several)
            and (key or all(_same_payer(told, one) for told in several))
        ]
        if len(fitting) == 1:
            for told in several:
                desk.attach(told, fitting[0], name or f"{rule.name}_sum")


def _same_payer(advice: Told, payment: Payment) -> bool:
    """Whether both name the payer, by company or name."""
    ours = {*company(advice), *words(advice.payer)}
    return bool(ours & payment.keys(lambda told: {*company(told), *words(told.payer)}))


def _shares(desk: Desk, advices: Sequence[Told], rule: Rule) -> None:
    """Attach an advice to the several payments it names by their numbers, where they sum to it."""
    for advice in advices:
        named: dict[str, Payment] = {}
        for key in sorted(set(rule.advice(advice))):
            free = desk.free(desk.by_number.get(key, ()))
            found = [one for one in free if key in one.keys(rule.payment) and fits(advice, one, rule)]
            if len(found) == 1:
                named[found[0].booked.entry_id] = found[0]
        total = sum(one.booked.minor for one in named.values())
        alike = all(one.booked.currency == advice.currency for one in named.values())
        if len(named) > 1 and alike and total == advice.minor:
            for payment in named.values():
                desk.attach(advice, payment, f"{rule.name}_shared")


def _together(desk: Desk, advices: Sequence[Told]) -> None:
    """Attach an advice to its payer's payments of one day that sum to it, where its lines part among them in one way.

    None of them may be what another advice tells; what several choices or advices could mean waits.
    """
    claimed = {(told.currency, told.minor) for told in advices}
    found: dict[str, list[tuple[str, ...]]] = {}
    for advice in advices:
        sums = {(advice.currency, minor) for minor in run_sums(advice.paid) if minor < advice.minor}
        may = {
            one.booked.entry_id: (one.booked.day, one.booked.minor)
            for one in desk.free(desk.of(sums - claimed, None))
            if fits(advice, one, TOGETHER) and any(wholly(advice, told) for told in one.tellings)
        }
        found[advice.entry_id] = groups(advice.paid, may) if len(may) <= TOGETHER_MAX else []
    meant = Counter(one for several in found.values() for group in several for one in group)
    for advice in advices:
        several = found[advice.entry_id]
        for one in several[0] if len(several) == 1 and all(meant[one] == 1 for one in several[0]) else ():
            desk.attach(advice, desk.payments[one], TOGETHER.name)


def named_by(advice: Told, desk: Desk) -> list[Payment]:
    """Return the payments that an advice's own numbers name, of whatever amount."""
    found = {
        one.booked.entry_id: one for key in sorted(set(own_numbers(advice))) for one in desk.by_number.get(key, ())
    }
    return [one for one in found.values() if near(advice, one, NUMBERED_BUSINESS_DAYS)]


def _follow(desk: Desk, again: Sequence[tuple[Told, Told]]) -> None:
    """Attach what tells an advice again where the advice is."""
    at: dict[str, list[str]] = defaultdict(list)
    for tie in desk.ties:
        at[tie.entry_id].append(tie.by)
    desk.ties.extend(Tie(told.entry_id, by, AGAIN) for told, leader in again for by in at[leader.entry_id])
