"""The rules an order is held by: all are asked, all that fail are listed (DOMAIN section 8.4)."""

from collections.abc import Callable, Sequence

from credit.exposure import Exposure
from credit.policy import CreditPolicy
from credit.records import Case, Failed, Limits, Reason
from kit.money import grouped

#: Says why a case fails, or nothing.
Rule = Callable[[Case, CreditPolicy], str | None]


def failed(case: Case, policy: CreditPolicy) -> tuple[Failed, ...]:
    """Return every rule that the case fails, in the order of the table."""
    return tuple(Failed(reason, says) for reason, rule in RULES if (says := rule(case, policy)) is not None)


def _over(exposure: Exposure | None, limit: Limits | None) -> str | None:
    """Say by how much an exposure is over its limit."""
    if exposure is None or limit is None or limit.minor is None or exposure.total <= limit.minor:
        return None
    total, most, over = (
        grouped(one, limit.currency) for one in (exposure.total, limit.minor, exposure.total - limit.minor)
    )
    return f"exposure {total} is over the limit {most} by {over} {limit.currency}"


def _no_limit(case: Case, policy: CreditPolicy) -> str | None:
    """Say that nothing limits the customer."""
    unlimited = case.limit.minor is None and not case.limit.expired and not policy.without_limit
    return "no limit was granted" if unlimited else None


def _order_value(case: Case, policy: CreditPolicy) -> str | None:
    """Say that one order is too large."""
    if policy.order_value is None or case.value <= policy.order_value:
        return None
    return f"the order is {_money(case, case.value)}, at most {_money(case, policy.order_value)} is allowed"


def _past_due_days(case: Case, policy: CreditPolicy) -> str | None:
    """Say for how long something is past due."""
    late, most = case.owing.days_past_due, policy.past_due_days
    return None if most is None or late <= most else f"{late} days past due, {most} are allowed"


def _past_due_amount(case: Case, policy: CreditPolicy) -> str | None:
    """Say how much is past due, by itself and as a share of the limit."""
    late, limit = case.owing.past_due, case.limit.minor
    if policy.past_due_amount is not None and late > policy.past_due_amount:
        return f"{_money(case, late)} is past due, {_money(case, policy.past_due_amount)} is allowed"
    if policy.past_due_percent is not None and limit and late * 100 > limit * policy.past_due_percent:
        return f"{_money(case, late)} is past due, {policy.past_due_percent} % of the limit is allowed"
    return None


def _oldest(case: Case, policy: CreditPolicy) -> str | None:
    """Say how old the oldest open document is."""
    age, most = case.owing.oldest_days, policy.oldest_days
    return None if most is None or age <= most else f"the oldest open document is {age} days old, {most} are allowed"


def _returned(case: Case, policy: CreditPolicy) -> str | None:
    """Say that payments came back."""
    back = case.owing.returned
    if policy.returned_days is None or not back:
        return None
    return f"{back} payment{'s' if back > 1 else ''} came back in the last {policy.returned_days} days"


def _terms(case: Case, _: CreditPolicy) -> str | None:
    """Say that an order has better terms than its customer."""
    if not case.order.terms:
        return None
    later = case.order_due and case.master_due and case.order_due > case.master_due
    if case.order_due is None:
        return f"the terms {case.order.terms!r} of the order are not known"
    return f"the terms {case.order.terms!r} are better than the customer's" if later or case.better_discount else None


def _discount(case: Case, _: CreditPolicy) -> str | None:
    """Say that an order gives away more than was agreed."""
    given, agreed = case.order.discount, case.agreed.discount
    return None if given <= agreed else f"discount {given / 100:g} %, {agreed / 100:g} % is agreed"


def _data(case: Case, _: CreditPolicy) -> str | None:
    """Say what an order has to name and does not."""
    missing = [
        what
        for what, asked, told in (
            ("a PO number", case.agreed.po_required, case.order.po_number),
            ("a ship-to", case.agreed.ship_to_required, case.order.ship_to),
        )
        if asked and not told.strip()
    ]
    return f"the order names no {' and no '.join(one.removeprefix('a ') for one in missing)}" if missing else None


def _card(case: Case, _: CreditPolicy) -> str | None:
    """Say that a card's authorisation has ended."""
    order = case.order
    ended = order.card and order.card_until is not None and order.card_until < case.on
    return f"the card's authorisation ended on {order.card_until}" if ended else None


def _review(case: Case, policy: CreditPolicy) -> str | None:
    """Say that the customer's file has to be looked at first."""
    until = case.review_until
    overdue = policy.reviews and until is not None and until < case.on
    return f"a review of the customer was due on {until}" if overdue else None


def _spoken(kinds: Sequence[str]) -> str:
    """Return kinds of papers as people read them."""
    return ", ".join(kind.replace("_", " ") for kind in kinds)


def _money(case: Case, minor: int) -> str:
    """Return an amount as people read it."""
    return f"{grouped(minor, case.limit.currency)} {case.limit.currency}"


#: Hand-written, in the order in which reasons are listed; what a person forced comes first.
RULES: tuple[tuple[Reason, Rule], ...] = (
    (Reason.MANUAL, lambda case, _: "; ".join(case.forced) or None),
    (Reason.OVER_LIMIT, lambda case, _: _over(case.exposure, case.limit)),
    (Reason.GROUP_OVER_LIMIT, lambda case, _: _over(case.group, case.group_limit)),
    (Reason.NO_LIMIT, _no_limit),
    (Reason.LIMIT_EXPIRED, lambda case, _: "the limit has ended" if case.limit.expired else None),
    (Reason.ORDER_VALUE, _order_value),
    (Reason.PAST_DUE_DAYS, _past_due_days),
    (Reason.PAST_DUE_AMOUNT, _past_due_amount),
    (Reason.OLDEST_ITEM, _oldest),
    (Reason.NSF, _returned),
    (Reason.TERMS_CHANGED, _terms),
    (Reason.DISC_CHANGED, _discount),
    (Reason.ORDER_DATA, _data),
    (
        Reason.DOCS_MISSING,
        lambda case, _: f"no valid {_spoken(case.missing_papers)}" if case.missing_papers else None,
    ),
    (Reason.CARD_AUTH_EXPIRED, _card),
    (Reason.REVIEW_OVERDUE, _review),
)


assert [reason for reason, _ in RULES] == list(dict.fromkeys(reason for reason, _ in RULES))
assert {reason for reason, _ in RULES} == set(Reason)
