"""Every kind of noise: what is paid, how it is written, on which rails, what makes it certain, how often."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.world import paying, straying, writing
from benchmarks.world.book import Book
from benchmarks.world.paying import Desk
from benchmarks.world.payments import CODED, Payment
from benchmarks.world.spec import Profile

#: rail -> share of a morning's payments.
RAILS: dict[str, int] = {
    "lockbox": 31,
    "ccd": 16,
    "ctx": 15,
    "advised": 6,
    "ppd": 4,
    "ach_line": 6,
    "wire": 9,
    "fed": 4,
    "pacs": 4,
    "camt": 5,
}
ALL = tuple(RAILS)
TEXT = tuple(rail for rail in RAILS if rail not in CODED)
DOLLARS = tuple(rail for rail in TEXT if rail != "camt")
LONG = ("wire", "fed", "pacs", "camt")
LINES = (*CODED, "ccd", "fed", "pacs", "camt")
ROOMY = (*CODED, "wire", "fed", "pacs")

APPLIED = ("applied",)
MORE = ("partially_applied", "applied")
ASK = ("partially_applied", "review", "unapplied", "unidentified")
KEPT = ("review", "unapplied")
UNKNOWN = ("not_ar", "review", "unidentified")
UNTIED = ("not_ar", "review", "unapplied", "unidentified")


@dataclass(frozen=True, slots=True)
class Noise:
    """One kind. `sort` is clean, dirty or plain for the profiles; `sure` names the test of decide.py."""

    weight: int
    sort: str
    pay: Callable[[Desk], list[Payment]]
    write: Callable[[Book, Payment], bool]
    rails: tuple[str, ...]
    sure: str
    expected: tuple[str, ...] = APPLIED

    def share(self, name: str, profile: Profile) -> int:
        """Return how often it comes in a profile, in arbitrary units."""
        percent = {"clean": profile.clean, "dirty": profile.dirty, "plain": 100}[self.sort]
        return max(1, self.weight * percent * profile.factors.get(name, 100) // 1_000)


NOISES: dict[str, Noise] = {
    "clean": Noise(260, "clean", paying.in_full, writing.as_it_is, ALL, "names"),
    "prefix_dropped": Noise(35, "dirty", paying.in_full, writing.prefix_dropped, ALL, "tails"),
    "prefix_added": Noise(30, "dirty", paying.in_full, writing.prefix_added, ALL, "names"),
    "leading_zeros": Noise(35, "dirty", paying.in_full, writing.leading_zeros, ALL, "names"),
    "separators": Noise(25, "dirty", paying.in_full, writing.separators, ALL, "names"),
    "glued_list": Noise(22, "dirty", paying.few, writing.glued_list, TEXT, "names"),
    "range": Noise(14, "dirty", paying.run, writing.number_range, (*TEXT, "lockbox"), "names"),
    "shared_stem": Noise(14, "dirty", paying.stems, writing.shared_stem, TEXT, "names"),
    "suffix": Noise(16, "dirty", paying.in_full, writing.suffix, ALL, "names"),
    "cut_by_field": Noise(16, "dirty", paying.many, writing.cut_by_field, ("ccd", "ppd"), "fragment"),
    "split_across_lines": Noise(16, "dirty", paying.few, writing.split_across_lines, ("wire",), "names"),
    "ocr_swap": Noise(24, "dirty", paying.in_full, writing.ocr_swap, ("lockbox",), "damaged"),
    "ocr_merge": Noise(8, "dirty", paying.few, writing.ocr_merge, ("lockbox",), "names"),
    "ocr_drop": Noise(12, "dirty", paying.in_full, writing.ocr_drop, ("lockbox",), "damaged"),
    "keying_slip": Noise(16, "dirty", paying.one, writing.keying_slip, ALL, "amounts"),
    "po_number": Noise(26, "plain", paying.ordered, writing.order_numbers, ALL, "po"),
    "order_number": Noise(8, "plain", paying.one, writing.sales_orders, ALL, "order"),
    "delivery_number": Noise(8, "plain", paying.one, writing.deliveries, ALL, "delivery"),
    "payer_document": Noise(14, "dirty", paying.one, writing.payer_document, ALL, "amounts"),
    "payer_document_like_ours": Noise(8, "dirty", paying.one, writing.payer_document_like_ours, ALL, "amounts"),
    "account_number": Noise(12, "dirty", paying.one, writing.account_number, ALL, "sole"),
    "statement_balance": Noise(6, "plain", paying.whole_account, writing.statement, ALL, "always"),
    "amount_only": Noise(36, "dirty", paying.one, writing.nothing, ALL, "amounts"),
    "unsaid_several": Noise(8, "dirty", paying.few, writing.nothing, ALL, "unsaid", ASK),
    "unsaid_short": Noise(8, "dirty", paying.unsaid_short, writing.nothing, ALL, "unsaid", ASK),
    "other_own_number": Noise(8, "dirty", paying.other_own_number, writing.as_it_is, ALL, "unsaid", ASK),
    "not_provided": Noise(12, "dirty", paying.one, writing.not_provided, TEXT, "amounts"),
    "closed_item": Noise(14, "plain", straying.closed_item, writing.as_made, ALL, "never", KEPT),
    "someone_elses_item": Noise(8, "plain", straying.someone_elses_item, writing.as_made, ALL, "never", KEPT),
    "name_variant": Noise(20, "dirty", paying.in_full, writing.name_variant, ALL, "names"),
    "trading_name": Noise(10, "dirty", paying.in_full, writing.other_name, ALL, "names"),
    "name_cut": Noise(8, "dirty", paying.one, writing.name_cut, ("ccd", "ppd"), "amounts"),
    "agent_payer": Noise(12, "plain", paying.by_agent, writing.as_it_is, ROOMY, "names"),
    "parent_payer": Noise(12, "plain", paying.by_parent, writing.as_it_is, ALL, "names"),
    "several_customers": Noise(10, "plain", paying.for_family, writing.as_it_is, ROOMY, "names"),
    "non_ascii": Noise(10, "plain", paying.one, writing.non_ascii, ("camt",), "names"),
    "looks_like_numbers": Noise(16, "dirty", paying.one, writing.looks_like_numbers, TEXT, "names"),
    "boilerplate": Noise(14, "dirty", paying.one, writing.boilerplate, TEXT, "names"),
    "identification_only": Noise(8, "dirty", paying.one, writing.digits_only, ("ccd", "ppd"), "names"),
    "lines_do_not_foot": Noise(10, "dirty", paying.few, writing.lines_do_not_foot, CODED, "names"),
    "totals_do_not_foot": Noise(10, "dirty", paying.three, writing.totals_do_not_foot, TEXT, "never", ASK),
    "adjustment_without_code": Noise(10, "plain", paying.short_with_reason, writing.without_code, LINES, "names"),
    "repeated_remittance": Noise(8, "plain", paying.in_full, writing.repeated, CODED, "names"),
    "several_payments": Noise(8, "plain", paying.in_two_parts, writing.part_payment, TEXT, "names"),
    "tax_withheld": Noise(10, "plain", paying.tax_withheld, writing.as_it_is, ALL, "names"),
    "freight_withheld": Noise(8, "plain", paying.freight_withheld, writing.as_it_is, ALL, "names"),
    "fees_netted": Noise(14, "plain", paying.fees_netted, writing.fee_named, LONG, "names"),
    "fees_unnamed": Noise(8, "plain", paying.fees_unsaid, writing.as_it_is, LONG, "names"),
    "short_with_reason": Noise(22, "plain", paying.short_with_reason, writing.as_it_is, ALL, "names"),
    "short_without_reason": Noise(14, "plain", paying.short_without_reason, writing.as_it_is, ALL, "names"),
    "discount_earned": Noise(34, "plain", paying.discount_earned, writing.as_it_is, ALL, "names"),
    "discount_grace": Noise(12, "plain", paying.discount_grace, writing.as_it_is, ALL, "names"),
    "discount_unearned": Noise(10, "plain", paying.discount_unearned, writing.as_it_is, ALL, "names"),
    "credit_memo_netted": Noise(16, "plain", paying.with_credit, writing.as_it_is, ALL, "names"),
    "credit_memo_unsaid": Noise(6, "plain", paying.with_credit_unsaid, writing.as_it_is, TEXT, "never", ASK),
    "overpayment": Noise(12, "plain", paying.overpaid, writing.as_it_is, TEXT, "names", MORE),
    "prepayment": Noise(10, "plain", straying.prepayment, writing.as_made, TEXT, "never", KEPT),
    "prepayment_by_chance": Noise(6, "plain", straying.prepayment_by_chance, writing.as_made, TEXT, "never", KEPT),
    "stranger_by_chance": Noise(6, "plain", straying.stranger_by_chance, writing.as_made, DOLLARS, "never", UNTIED),
    "stranger": Noise(10, "plain", straying.stranger, writing.as_made, DOLLARS, "never", UNKNOWN),
    "other_currency": Noise(6, "plain", straying.other_currency, writing.as_made, ("wire", "fed"), "never", UNTIED),
    "interest": Noise(4, "plain", straying.interest, writing.as_made, ("book",), "never", ("not_ar",)),
    "vendor_refund": Noise(6, "plain", straying.vendor_refund, writing.as_made, ("ach_line", "wire"), "never", UNKNOWN),
    "own_transfer": Noise(4, "plain", straying.own_transfer, writing.as_made, ("book",), "never", UNKNOWN),
}

#: Kinds that only the profile `further` has: the mornings of the others stay as they were published.
FURTHER: dict[str, Noise] = {
    "ends_only": Noise(14, "dirty", paying.few, writing.ends_only, ALL, "ends"),
    "two_slips": Noise(8, "dirty", paying.one, writing.two_slips, ALL, "amounts"),
    "revised_list": Noise(8, "plain", paying.three, writing.revised_list, (*CODED, "wire", "fed", "pacs"), "names"),
    "no_labels": Noise(24, "dirty", paying.in_full, writing.as_it_is, ("wire", "ach_line"), "names"),
    "short_no_labels": Noise(8, "dirty", paying.short_with_reason, writing.as_it_is, ("wire", "ach_line"), "names"),
    "part_otherwise": Noise(8, "plain", paying.in_two_parts, writing.part_otherwise, TEXT, "names"),
    "range_with_gaps": Noise(10, "dirty", paying.run_with_gaps, writing.number_range, (*TEXT, "lockbox"), "names"),
    "remitter_cut": Noise(10, "dirty", paying.in_full, writing.remitter_cut, ("lockbox",), "names"),
}


def kinds(profile: Profile) -> dict[str, Noise]:
    """Return the kinds a profile has."""
    return NOISES | FURTHER if profile.further else NOISES
