"""Key figures are rows of one table: each variant has its name, its formula in words, its inputs and its digits.

The names matter: CEI alone differs by 19 points between its variants on the same data (DOMAIN §11). Inputs are whole
minor units, days or counts; values are exact fractions until they are written down.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

#: A month of sales: its days and its credit sales in minor units.
Month = tuple[int, int]
#: What a figure is computed from: amounts, days, counts; `months` are the period's, the oldest first, behind those
#: before it that count-back has to reach into.
Inputs = Mapping[str, int | tuple[Month, ...]]

#: Inputs that are no amounts of money: days, counts, hundredths of a percent, and amounts times days.
COUNTED = frozenset(
    (
        *("days", "carry_days", "months", "months_count", "rate_bp"),
        *("items", "items_automatic", "receipts_count", "receipts_automatic", "paid_count"),
        *("promises", "promises_kept", "pay_days"),
        *("order_days", "orders", "terms_days", "overdue_days", "waiting_days", "payments"),
    )
)
#: Inputs in which each amount is weighted with its days.
WEIGHTED = frozenset(("pay_days_amount", "late_days_amount", "late_days_amount_floored", "age_open"))

DAYS, PERCENT, TIMES, MONEY = "days", "%", "times", "amount"
YEAR = 365


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key figure: what it needs, in the order in which `of` takes it, and to how many digits it is told."""

    name: str
    title: str
    formula: str
    unit: str
    digits: int
    needs: tuple[str, ...]
    of: Callable[..., Fraction | None]

    def value(self, inputs: Inputs) -> Fraction | None:
        """Return the value, or None where an input is missing or what is divided by is nothing."""
        if any(name not in inputs for name in self.needs):
            return None
        try:
            return self.of(*(inputs[name] for name in self.needs))
        except ZeroDivisionError:
            return None


def written(value: Fraction, digits: int) -> str:
    """Return a value as a decimal, rounded half away from zero: `48.50`."""
    scaled = abs(value) * 10**digits
    whole = int(scaled + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{whole // 10**digits}.{whole % 10**digits:0{digits}d}" if digits else f"{sign}{whole}"


def ratio(part: int, whole: int) -> Fraction:
    """Return a part of a whole in percent."""
    return Fraction(100 * part, whole)


def simple(closing: int, sales: int, days: int) -> Fraction:
    """Return how many days of average sales a balance is."""
    return Fraction(closing * days, sales)


def counted_back(closing: int, months: Sequence[Month]) -> Fraction:
    """Return DSO by using up the newest months' sales: whole months count their days, the last one its share.

    What the given months cannot explain counts at the rate of the oldest of them. Who owes nothing has no days.
    """
    left, days = max(closing, 0), Fraction(0)
    if not left:
        return days
    for length, sales in reversed(months):
        if sales > 0 and left <= sales:
            return days + Fraction(left * length, sales)
        left, days = left - sales, days + length
    length, sales = months[0]
    return days + Fraction(left * length, sales)


def effectiveness(opening: int, sales: int, closing: int, current: int, months: int) -> Fraction | None:
    """Return the share collected of what could be: sales count with a month's average (months = 1: as they are).

    None where nothing could be: a book that opened within the period has more that is not due than it had to collect.
    """
    added = Fraction(sales, months)
    could = opening + added - current
    return 100 * (opening + added - closing) / could if could > 0 else None


def carried(balance: int, rate_bp: int, days: int) -> Fraction:
    """Return what it costs to wait for a balance, in minor units: at a yearly rate in hundredths of a percent."""
    return Fraction(balance * rate_bp * days, 10_000 * YEAR)


#: Hand-written, in the order in which people ask; DOMAIN §11 has the sources of each.
KPIS: tuple[Kpi, ...] = (
    Kpi("dso_simple", "DSO, simple", "closing ÷ sales × days", DAYS, 2, ("closing", "sales", "days"), simple),
    Kpi(
        "dso_countback",
        "DSO, count-back",
        "the newest months' days until their sales use up closing",
        DAYS,
        2,
        ("closing", "months"),
        counted_back,
    ),
    Kpi(
        "dso_best_possible",
        "DSO, best possible",
        "current × days ÷ sales",
        DAYS,
        2,
        ("current", "sales", "days"),
        simple,
    ),
    Kpi(
        "days_delinquent",
        "Average days delinquent (CRF)",
        "DSO simple − best possible",
        DAYS,
        2,
        ("closing", "current", "sales", "days"),
        lambda closing, current, sales, days: simple(closing - current, sales, days),
    ),
    Kpi(
        "cei_crf",
        "CEI, CRF",
        "(opening + sales ÷ months − closing) ÷ (opening + sales ÷ months − current)",
        PERCENT,
        2,
        ("opening", "sales", "closing", "current", "months_count"),
        effectiveness,
    ),
    Kpi(
        "cei_whole_period",
        "CEI, sales of the whole period",
        "(opening + sales − closing) ÷ (opening + sales − current)",
        PERCENT,
        2,
        ("opening", "sales", "closing", "current"),
        lambda opening, sales, closing, current: effectiveness(opening, sales, closing, current, 1),
    ),
    Kpi(
        "cei_last_month",
        "CEI, the last month alone",
        "the same with the last month's opening and sales",
        PERCENT,
        2,
        ("opening_last", "sales_last", "closing", "current"),
        lambda opening, sales, closing, current: effectiveness(opening, sales, closing, current, 1),
    ),
    Kpi(
        "turnover_annualised",
        "Turnover, annualised (CRF)",
        "sales × 365 ÷ days ÷ closing",
        TIMES,
        2,
        ("sales", "days", "closing"),
        lambda sales, days, closing: Fraction(sales * YEAR, days * closing),
    ),
    Kpi(
        "turnover_average",
        "Turnover on average receivables",
        "sales ÷ ((opening + closing) ÷ 2)",
        TIMES,
        3,
        ("sales", "opening", "closing"),
        lambda sales, opening, closing: Fraction(2 * sales, opening + closing),
    ),
    Kpi("current_share", "Current", "current ÷ closing", PERCENT, 2, ("current", "closing"), ratio),
    Kpi("over_90_share", "Over 90 days past due", "over 90 ÷ closing", PERCENT, 2, ("over_90", "closing"), ratio),
    Kpi("bad_debt_gross", "Bad debt, gross", "write-offs ÷ sales", PERCENT, 3, ("write_offs", "sales"), ratio),
    Kpi(
        "bad_debt_net",
        "Bad debt, net of recoveries",
        "(write-offs − recoveries) ÷ sales",
        PERCENT,
        3,
        ("write_offs", "recoveries", "sales"),
        lambda gone, back, sales: ratio(gone - back, sales),
    ),
    Kpi(
        "dilution",
        "Dilution",
        "(credit memos + discounts + adjustments + write-offs) ÷ sales",
        PERCENT,
        2,
        ("credit_memos", "discounts", "adjustments", "write_offs", "sales"),
        lambda memos, discounts, adjusted, gone, sales: ratio(memos + discounts + adjusted + gone, sales),
    ),
    Kpi(
        "agency_recovery",
        "Recovered by agencies",
        "collected ÷ placed",
        PERCENT,
        2,
        ("agency_collected", "agency_placed"),
        ratio,
    ),
    Kpi(
        "write_off_recovery",
        "Recovered after write-off",
        "recoveries ÷ write-offs",
        PERCENT,
        2,
        ("recoveries", "write_offs"),
        ratio,
    ),
    Kpi("promises_kept", "Promises kept, by number", "kept ÷ due", PERCENT, 2, ("promises_kept", "promises"), ratio),
    Kpi(
        "promised_kept",
        "Promises kept, by amount",
        "kept ÷ promised",
        PERCENT,
        2,
        ("promised_kept", "promised"),
        ratio,
    ),
    Kpi(
        "unapplied_of_receipts",
        "Unapplied, of receipts",
        "unapplied ÷ receipts",
        PERCENT,
        2,
        ("unapplied", "receipts"),
        ratio,
    ),
    Kpi(
        "unapplied_of_closing",
        "Unapplied, of receivables",
        "unapplied ÷ closing",
        PERCENT,
        2,
        ("unapplied", "closing"),
        ratio,
    ),
    Kpi(
        "match_items",
        "Matched without a person, items",
        "automatic ÷ all",
        PERCENT,
        2,
        ("items_automatic", "items"),
        ratio,
    ),
    Kpi(
        "match_receipts",
        "Matched without a person, receipts",
        "automatic ÷ all",
        PERCENT,
        2,
        ("receipts_automatic", "receipts_count"),
        ratio,
    ),
    Kpi(
        "match_value",
        "Matched without a person, value",
        "automatic ÷ all",
        PERCENT,
        2,
        ("value_automatic", "value"),
        ratio,
    ),
    Kpi(
        "deduction_days",
        "Days deductions outstanding",
        "open deductions ÷ new deductions a day",
        DAYS,
        2,
        ("deductions_open", "deductions_new", "days"),
        simple,
    ),
    Kpi(
        "deduction_recovery",
        "Deductions recovered",
        "charged back and collected ÷ resolved",
        PERCENT,
        2,
        ("deductions_recovered", "deductions_resolved"),
        ratio,
    ),
    *(
        Kpi(f"o2c_{name}", title, "Σ days ÷ payments", DAYS, 2, needs, Fraction)
        for name, title, needs in (
            ("order_to_invoice", "Order to invoice", ("order_days", "orders")),
            ("invoice_to_due", "Invoice to due day", ("terms_days", "payments")),
            ("due_to_paid", "Due day to payment", ("overdue_days", "payments")),
            ("paid_to_applied", "Payment to application", ("waiting_days", "payments")),
        )
    ),
    Kpi(
        "o2c",
        "Order to cash applied",
        "the sum of its four stages",
        DAYS,
        2,
        ("order_days", "orders", "terms_days", "overdue_days", "waiting_days", "payments"),
        lambda ordering, orders, *more: Fraction(ordering, orders) + Fraction(sum(more[:-1]), more[-1]),
    ),
    Kpi("days_to_pay", "Days to pay, plain", "Σ days ÷ invoices", DAYS, 2, ("pay_days", "paid_count"), Fraction),
    Kpi(
        "days_to_pay_weighted",
        "Days to pay, by amount",
        "Σ days × amount ÷ Σ amount",
        DAYS,
        2,
        ("pay_days_amount", "paid_amount"),
        Fraction,
    ),
    Kpi(
        "days_late",
        "Days late, by amount, early ones against late ones",
        "Σ days late × amount ÷ Σ amount",
        DAYS,
        2,
        ("late_days_amount", "paid_amount"),
        Fraction,
    ),
    Kpi(
        "days_late_floored",
        "Days late, by amount, early ones as nothing",
        "Σ max(days late, 0) × amount ÷ Σ amount",
        DAYS,
        2,
        ("late_days_amount_floored", "paid_amount"),
        Fraction,
    ),
    Kpi(
        "dso_true",
        "DSO, by each open invoice (Oracle)",
        "Σ age × open ÷ the last month's sales",
        DAYS,
        2,
        ("age_open", "sales_last"),
        Fraction,
    ),
    Kpi(
        "cost_of_carry",
        "Cost of carrying what is past due",
        "past due × rate × days ÷ 365",
        MONEY,
        0,
        ("past_due", "rate_bp", "carry_days"),
        carried,
    ),
)


def paid(invoices: Sequence[tuple[int, int, int]]) -> dict[str, int]:
    """Return the inputs of paid invoices, each (amount, days to pay, days late)."""
    return {
        "pay_days": sum(days for _, days, _ in invoices),
        "paid_count": len(invoices),
        "pay_days_amount": sum(amount * days for amount, days, _ in invoices),
        "paid_amount": sum(amount for amount, _, _ in invoices),
        "late_days_amount": sum(amount * late for amount, _, late in invoices),
        "late_days_amount_floored": sum(amount * max(late, 0) for amount, _, late in invoices),
    }
