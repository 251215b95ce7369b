"""Which explanations a receipt can have: the families in their order of trust."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from matcher import cases
from matcher.cases import Case
from matcher.explanations import differences, free, laid, named, plain, taken, together, unnamed
from matcher.explanations.pieces import Hypothesis
from matcher.policy import Policy
from matcher.remittance import choices

Finder = Callable[[Case, Policy], Iterator[Hypothesis]]
#: So many cases are searched at once: the arithmetic of a day's would take gigabytes.
STRETCH = 2_000


class Rule(NamedTuple):
    """A family: its code as applications name it, and its words; how often payers mean it stands in `weights.toml`."""

    name: str
    sentence: str


#: In order of trust.
RULES: tuple[Rule, ...] = (
    Rule("remittance", "every line of the remittance names an item and the lines foot to the receipt"),
    Rule("remittance_part", "the lines that name an item are applied with their own amounts, the rest waits"),
    Rule("remittance_adjusted", "the remittance takes money off without saying from which document"),
    Rule("named_exact", "the items named foot exactly to the receipt"),
    Rule("named_discount", "the items named less the discounts of their terms foot to the receipt"),
    Rule("named_weak", "a number one slip or look-alike away names the item, and the amount confirms it"),
    Rule("named_fee", "the items named less one bank fee foot to the receipt"),
    Rule("named_deduction", "the items named less the deductions the payer states foot to the receipt"),
    Rule("named_habit", "the items named less what the payer always takes off foot to the receipt"),
    Rule("named_part", "one item is named and the payer calls it a part payment"),
    Rule("named_small", "one item is named and what is missing is a small balance"),
    Rule("named_short", "one item is named and less came: the rest is a deduction case"),
    Rule("named_little", "one item is named and far less came, without a reason"),
    Rule("named_unplaced", "the items named ask more than came, and the shortage may be on any of them"),
    Rule("named_over", "the items named are paid in full and the rest stays on account"),
    Rule("named_some", "part of the items named foots exactly"),
    Rule("named_completed", "the items named and others of the payer's foot exactly"),
    Rule("named_credit", "the items named less a credit memo nobody named foot exactly"),
    Rule("single", "one item of the payer's has exactly this amount"),
    Rule("single_discount", "one item of the payer's less its earned discount has exactly this amount"),
    Rule("single_late", "one item of the payer's less a discount taken late has exactly this amount"),
    Rule("single_fee", "one item of the payer's less a known bank fee has exactly this amount"),
    Rule("single_habit", "one item of the payer's less what he always takes off has exactly this amount"),
    Rule("all_due", "everything that is due foots exactly"),
    Rule("all_open", "everything that is open foots exactly"),
    Rule("balance", "the balance of the account, credit memos netted, is this amount"),
    Rule("all_but_one", "everything open but one item foots exactly"),
    Rule("prefix", "the oldest items foot exactly"),
    Rule("run", "items of neighbouring due days foot exactly"),
    Rule("pair", "two items of the payer's foot exactly"),
    Rule("subset", "exactly one set of the payer's items foots"),
    Rule("lines_by_amount", "each line pays an item that asks its sum, whatever number it writes"),
    Rule("endings", "what the payer writes are the ends of numbers of items that foot exactly"),
    Rule("few", "a few items of the payer's foot exactly"),
    Rule("near", "items that ask a little more than came, as if one of them were paid short"),
    Rule("amount_anywhere", "an item of any customer has exactly this amount"),
    Rule("oldest_first", "oldest items first, for want of anything better"),
)

#: Offered to a reviewer, never posted: each leaves something to guess.
PROPOSED_ONLY = frozenset(
    {
        "remittance_adjusted",
        "named_little",
        "named_unplaced",
        "named_credit",
        "single_late",
        "single_fee",
        "single_habit",
        "lines_by_amount",
        "endings",
        "few",
        "near",
        "oldest_first",
        "amount_anywhere",
    }
)

BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
ORDER: dict[str, int] = {rule.name: place for place, rule in enumerate(RULES)}

#: What reads names comes first; amounts alone are searched only where names do not explain the receipt.
BY_NAMES: tuple[Finder, ...] = (
    named.remittance,
    named.named_set,
    named.named_deduction,
    taken.named_habit,
    named.named_short,
    named.named_over,
)
BY_LESS: tuple[Finder, ...] = (named.named_some, named.named_completed)
BY_AMOUNT: tuple[Finder, ...] = (taken.single_habit, unnamed.single, unnamed.whole, unnamed.shapes, free.subset)
LAST: tuple[Finder, ...] = (unnamed.near, unnamed.oldest, unnamed.anywhere)
#: Families by which the payer says what he takes off, and those that find a name for it in our terms and lists.
SPOKEN = frozenset({"remittance", "named_deduction"})
BY_TERMS = frozenset({"named_discount", "named_fee", "named_small"})
#: Families after which nothing else need be searched: the payer's own numbers say it to the cent.
CLOSING = frozenset({"remittance", "named_exact", "named_deduction"})


def searched(case: Case, policy: Policy) -> list[Hypothesis]:
    """Return the explanations of a receipt that every finder gives: what `listed` returns, without its shorter ways."""
    return _finished(case, policy, _by_names(case, policy))


def listed(asked: Sequence[tuple[Case, Policy]]) -> list[list[Hypothesis]]:
    """Return the explanations of each of several receipts of one shelf, one an answer, in order of trust.

    What names and lines say alone is told without a search; free subsets are searched many at once.
    """
    only = [plain.told(case, policy) for case, policy in asked]
    found = _all_searched([each for each, said in zip(asked, only, strict=True) if said is None])
    return [next(found) if said is None else [said] for said in only]


def _all_searched(asked: Sequence[tuple[Case, Policy]]) -> Iterator[list[Hypothesis]]:
    """Yield what `searched` returns for each case, a stretch at a time: what one works out is let go of by the next."""
    on = laid.stocked(asked) if asked else None
    for stretch in (asked[at : at + STRETCH] for at in range(0, len(asked), STRETCH)):
        cases.stand([case for case, _ in stretch])
        begun = [_by_names(*each) for each in stretch]
        together.search([each for each, found in zip(stretch, begun, strict=True) if _open(found)], on)
        yield from [_finished(*each, found) for each, found in zip(stretch, begun, strict=True)]
        for case, _ in stretch:
            choices.forget(case)


def _by_names(case: Case, policy: Policy) -> list[Hypothesis]:
    """Return the explanations by names, of which there are none where nothing was read."""
    read = case.open_hits or case.lines or case.glued
    return [each for finder in BY_NAMES for each in finder(case, policy)] if read else []


def _open(found: Sequence[Hypothesis]) -> bool:
    """Return whether names do not explain the receipt: then amounts alone are searched."""
    return not any(_closes(each) or _told(each) for each in found)


def _finished(case: Case, policy: Policy, begun: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Return the explanations, begun with those by names."""
    found = list(begun)
    if not any(_closes(each) for each in found):
        if _open(found):
            found += [each for finder in (*BY_LESS, *BY_AMOUNT) for each in finder(case, policy)]
        if not any(each.rule == "named_some" or each.items >= case.named.keys() for each in found):
            found += named.named_unplaced(case, policy)
        if not any(each.rule not in PROPOSED_ONLY for each in found):
            found += [each for finder in LAST for each in finder(case, policy)]
    else:
        found += unnamed.alike(case)
    if len(found) <= 1:
        return taken.explained(case, found)
    stated = differences.stated(case.receipt, policy)
    return _distinct(_as_stated(_as_said(taken.explained(case, found), stated), stated))


def _closes(hypothesis: Hypothesis) -> bool:
    """Return whether names and amounts say the same to the cent, so that a rival by amount could only be chance."""
    sure = hypothesis.items <= hypothesis.named
    return sure and hypothesis.rule in CLOSING and not hypothesis.waiting and "unexplained" not in hypothesis.difference


def _told(hypothesis: Hypothesis) -> bool:
    """Return whether lines with their own amounts say it; a line that names nothing of ours waits, whatever foots."""
    return hypothesis.rule == "remittance_part" and not hypothesis.loose and hypothesis.items <= hypothesis.named


def _as_said(found: list[Hypothesis], stated: frozenset[int]) -> list[Hypothesis]:
    """Leave out the explanations that call what the payer says he took off by another name.

    `LESS DAMAGED GOODS 9.00` is no discount and no fee, though either may be 9.00 as well; beside a discount it is none
    either, and both together are no fee that the text does not state (`stated`).
    """
    said = [each for each in found if each.rule in SPOKEN and _reasoned(each)]
    if not said:
        return found
    spoken = {_cash(each) for each in said if not any(piece.discount for piece in each.pieces)}
    beside = {*map(_taken_off, said)}
    items = {each.items for each in said}
    return [
        each
        for each in found
        if each.rule not in BY_TERMS
        or not (_cash(each) in spoken or _taken_off(each) in beside or (each.items in items and _fees(each) - stated))
    ]


def _as_stated(found: list[Hypothesis], stated: frozenset[int]) -> list[Hypothesis]:
    """Leave out a fee that no text states where one that the text states explains the same cash on the same items."""
    told = {_cash(each) for each in found if _fees(each) and _fees(each) <= stated} if stated else set()
    return [each for each in found if _fees(each) <= stated or _cash(each) not in told] if told else found


def _fees(hypothesis: Hypothesis) -> frozenset[int]:
    """Return the bank fees it lets go, minor units."""
    return frozenset([piece.write_off for piece in hypothesis.pieces if piece.kind == "bank_fee"])


def _cash(hypothesis: Hypothesis) -> tuple[object, ...]:
    """Return what is paid on which item."""
    paid = sorted((piece.item.item_id, piece.cash) for piece in hypothesis.pieces)
    return tuple(paid), hypothesis.on_account, hypothesis.waiting


def _taken_off(hypothesis: Hypothesis) -> tuple[object, ...]:
    """Return which items are paid less which discounts, and the sums that are taken off beside, on whichever item."""
    less = sorted((piece.item.item_id, piece.discount) for piece in hypothesis.pieces)
    sums = sorted(off for piece in hypothesis.pieces for off in (piece.write_off, piece.deduction) if off)
    return tuple(less), tuple(sums), hypothesis.on_account, hypothesis.waiting


def _reasoned(hypothesis: Hypothesis) -> bool:
    """Return whether what is taken off beside discounts is deductions, each with the reason the payer gives."""
    taken = {piece.reason for piece in hypothesis.pieces if piece.deduction}
    plainly = not any(piece.write_off or piece.part for piece in hypothesis.pieces)
    return plainly and bool(taken) and taken.isdisjoint({"discount", "unexplained"})


def _distinct(found: list[Hypothesis]) -> list[Hypothesis]:
    """Keep one of those that would post the same: the most trusted; and one of those that only swap equal items."""
    ranked = sorted(found, key=lambda each: (ORDER[each.rule], each.tried))
    if len({(each.rule, each.tried) for each in found}) < len(found):
        ranked.sort(key=lambda each: (ORDER[each.rule], each.tried, each.written))
    by_key: dict[tuple[object, ...], Hypothesis] = {}
    for each in ranked:
        by_key.setdefault(each.key, each)
    sums = Counter([each.sums for each in by_key.values()])
    if len(sums) == len(by_key):
        return list(by_key.values())
    by_meaning: dict[tuple[object, ...], Hypothesis] = {}
    for key, each in by_key.items():
        meaning = each.meaning if sums[each.sums] > 1 else key  # no other pays such sums
        if (first := by_meaning.get(meaning)) is None:
            by_meaning[meaning] = each
        else:
            by_meaning[meaning] = first.but(pool=first.pool | each.items | first.items)
    return list(by_meaning.values())
