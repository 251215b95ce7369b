"""Signs that an advice is of a payment: a number, who paid, the sum; surest first, and what speaks against it."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kit.days import business_days
from kit.sealing import plain
from services.banking.told import (
    NAME_SIGNS,
    Told,
    digits,
    may_speak_of,
    numbers_in,
    one_name,
    says_something,
    speaks_of,
    words,
)

#: How far a payment may lie from an advice that names only payer and amount, and from one that names its number.
ADVICE_BUSINESS_DAYS = 5
NUMBERED_BUSINESS_DAYS = 30
SHORTEST_REFERENCE = 4
SHORTEST_AMONG_WORDS = 6
SHORTEST_ACCOUNT = 4

Keys = Callable[[Told], Iterable[str]]
Charges = Callable[[Told], AbstractSet[int]]


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that reached us, by all its tellings: what any file says of it, the telling that is booked first."""

    tellings: tuple[Told, ...]

    @property
    def booked(self) -> Told:
        """Return the telling that is booked."""
        return self.tellings[0]

    def keys(self, of: Keys) -> set[str]:
        """Return the keys of all tellings."""
        return {key for told in self.tellings for key in of(told)}

    def sums(self, charges: Charges | None) -> set[int]:
        """Return the sums an advice of it may tell: what came, or that and one charge that a bank may have kept."""
        came = self.booked.minor
        return {came} if charges is None else {came + each for told in self.tellings for each in charges(told)}


def _number(value: str) -> str:
    """Return a number as two parties write it alike: no blanks, capitals, no pad zeros."""
    return "".join(value.split()).upper().lstrip("0")


def _named(*kinds: str) -> Keys:
    """Return keys: the references of these kinds."""
    return lambda told: (_number(value) for kind in kinds for value in told.named(kind))


def every_number(told: Told) -> Iterator[str]:
    """Every number by which a payment may be traced."""
    values = (value for _, value in (*told.references, ("", told.bank_reference)))
    return (_number(value) for value in values if says_something(value))


def _telling(told: Told) -> Iterator[str]:
    """Every number that is long enough to be nobody else's, with a digit in it."""
    return (key for key in every_number(told) if len(key) >= SHORTEST_REFERENCE and any(map(str.isdigit, key)))


def _long(told: Told) -> Iterator[str]:
    """Every number of an advice that is long enough to be known among words."""
    return (key for key in _telling(told) if len(key) >= SHORTEST_AMONG_WORDS)


def _spoken(told: Told) -> Iterator[str]:
    """The numbers that stand among a payment's words."""
    return (_number(value) for value in numbers_in(told.raw) if len(value) >= SHORTEST_AMONG_WORDS)


def _check(told: Told) -> Iterator[str]:
    """A check's number: named so, or the bank's own reference where the payment is a check."""
    yield from _named("check")(told)
    if told.method == "check" and says_something(told.bank_reference):
        yield _number(told.bank_reference)


def own_numbers(told: Told) -> Iterable[str]:
    """The payment's own numbers as an advice names them."""
    return _named("uetr", "trn", "trace", "check", "end_to_end")(told)


def documents(told: Told) -> Iterator[str]:
    """The documents an advice names, all together, where it names any."""
    if told.documents:
        yield "documents|" + "|".join(sorted(_number(one) for one in told.documents))


def company(told: Told) -> Iterator[str]:
    """The payer's company id, without the prefix that ACH puts before a tax number."""
    if told.company_id:
        yield told.company_id[-9:]


def _account(told: Told) -> Iterator[str]:
    """The payer's account."""
    if len(digits(told.payer_account)) >= SHORTEST_ACCOUNT:
        yield digits(told.payer_account)


def _kept(told: Told) -> AbstractSet[int]:
    """Sums that a bank may have kept back: what the words state, and what is usual."""
    return told.charges


def _stated(told: Told) -> AbstractSet[int]:
    """Sums that a bank kept back by the payment's own words."""
    return told.stated


def _begun(told: Told) -> Iterator[str]:
    """How the payer's name begins: a field may have cut the rest."""
    if told.payer:
        yield plain(told.payer)[:NAME_SIGNS]


def _words(told: Told) -> Iterator[str]:
    """The words of the payer's name."""
    return iter(words(told.payer))


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of finding the payment: keys of the advice and of the payment that must meet, and how far days may lie.

    `numbered`: a number says which payment it is. `charges`: the advice tells what was sent, and one of them came less.
    `by_sum`: nothing but the sum says it, so that the payment's words must name the advice's payer, or nobody.
    """

    name: str
    advice: Keys
    payment: Keys
    days: int
    numbered: bool = False
    charges: Charges | None = None
    by_sum: bool = False


#: Numbers of a payment, surest first.
NUMBERED: tuple[Rule, ...] = (
    Rule("advice:uetr", _named("uetr"), every_number, NUMBERED_BUSINESS_DAYS, numbered=True),
    Rule("advice:trn", _named("trn", "trace"), every_number, NUMBERED_BUSINESS_DAYS, numbered=True),
    Rule("advice:check", _named("check"), _check, NUMBERED_BUSINESS_DAYS, numbered=True),
    Rule("advice:end_to_end", _named("end_to_end"), every_number, NUMBERED_BUSINESS_DAYS, numbered=True),
    Rule("advice:reference", _telling, _telling, NUMBERED_BUSINESS_DAYS, numbered=True),
)
#: A number among the payment's words, or who paid where no number says which payment; nothing may speak against it.
PAID_BY: tuple[Rule, ...] = (
    Rule("advice:words", _long, _spoken, NUMBERED_BUSINESS_DAYS),
    Rule("advice:company", company, company, ADVICE_BUSINESS_DAYS),
    Rule("advice:account", _account, _account, ADVICE_BUSINESS_DAYS),
    Rule("advice:payer", _begun, _begun, ADVICE_BUSINESS_DAYS),
    Rule("advice:payer", _words, _words, ADVICE_BUSINESS_DAYS),
    Rule("advice:amount", lambda _: ("",), lambda _: ("",), ADVICE_BUSINESS_DAYS, by_sum=True),
)
#: The same less one charge: by a number; by who paid, where the payment states the charge. A usual charge that nobody
#: states is only told to people: a payer's next payment may be so much less.
NUMBERED_CHARGED = tuple(replace(rule, name=f"{rule.name}_charged", charges=_kept) for rule in NUMBERED)
PAID_BY_CHARGED = (replace(PAID_BY[-1], name="advice:payer_charged", charges=_stated, by_sum=False),)
NOT_STATED = replace(PAID_BY[-1], charges=_kept, by_sum=False)
#: Several payments of one payer that one advice tells without their numbers.
TOGETHER = Rule("advice:payer_shared", _words, _words, ADVICE_BUSINESS_DAYS)
#: All of them, in the order in which they are asked why an advice waits.
EVERY = (*NUMBERED, *PAID_BY, *NUMBERED_CHARGED, *PAID_BY_CHARGED)
#: Kinds of numbers of which two payments never share one, and an advice names the payment's own.
_OWN: tuple[Keys, ...] = (_named("uetr"), _named("trace"), _named("imad"), _check)


def fits(advice: Told, payment: Payment, rule: Rule) -> bool:
    """Whether days lie near enough and nothing speaks against a payment; a number weighs more than a name."""
    if not near(advice, payment, rule.days):
        return False
    if rule.numbered:
        return not any(_companies_differ(advice, told) for told in payment.tellings)
    if rule.by_sum and not all(may_speak_of(told, advice) for told in payment.tellings):
        return False
    if rule.charges is not None and not any(wholly(advice, told) for told in payment.tellings):
        return False
    return not any(against(advice, told) for told in payment.tellings) and not _of_others(advice, payment)


def _of_others(advice: Told, payment: Payment) -> bool:
    """Whether a payment's words name items of ours, and none of those that the advice names."""
    said = {_number(one) for told in payment.tellings for one in told.documents}
    return bool(said and advice.documents) and said.isdisjoint(map(_number, advice.documents))


def wholly(advice: Told, told: Told) -> bool:
    """Whether a telling names the advice's payer: his company, his account, his whole name, or it in its free text."""
    if any(set(keys(advice)) & set(keys(told)) for keys in (company, _account)):
        return True
    named = bool(words(advice.payer) and words(told.payer)) and one_name(advice, told)
    return named or (not words(told.payer) and speaks_of(told, advice))


def near(advice: Told, payment: Payment, days: int) -> bool:
    """Whether an advice's day, if it names one, lies near a payment's."""
    return advice.undated or abs(business_days(advice.day, payment.booked.day)) <= days


def _companies_differ(one: Told, other: Told) -> bool:
    """Whether both name a company id, and different ones."""
    ours, theirs = set(company(one)), set(company(other))
    return bool(ours and theirs and ours.isdisjoint(theirs))


def against(one: Told, other: Told) -> bool:
    """Whether two tellings cannot be of one payment: another company, name, account, or number of its own."""
    if _companies_differ(one, other):
        return True
    same = bool(set(company(one)) & set(company(other)))
    names = (words(one.payer), words(other.payer))
    if not same and all(names) and names[0].isdisjoint(names[1]):
        return True
    for keys in (*_OWN, _account):
        ours, theirs = set(keys(one)), set(keys(other))
        if ours and theirs and ours.isdisjoint(theirs):
            return True
    return False
