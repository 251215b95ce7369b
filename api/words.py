"""The codes of the books in a person's words; a code without words is shown as its own words."""

#: Why a receipt waits, or rests on account, though nothing spoke against it.
OUTCOMES: dict[str, str] = {
    "payer_unknown": "Payer unknown",
    "prepayment": "Prepayment",
    "nothing_explains": "No items explain it",
    "not_all_tried": "Too many items to try all",
    "number_not_ours": "Number is not ours",
    "remittance_incomplete": "Remittance incomplete",
    "overpayment": "Overpayment",
    "duplicate_in_part": "Partly paid before",
}
#: Why an answer was not posted without a person.
REFUSALS: dict[str, str] = {
    "file_not_trusted": "File does not prove itself",
    "repeated_receipt": "Same receipt again",
    "payer_not_ar": "Payer is no customer",
    "crosses_entity": "Other entity or currency",
    "duplicate_of_closed_item": "Items already paid",
    "another_customers_item": "Another customer's items",
    "disputed_item": "Disputed item",
    "credit_memo_on_amount": "Credit memo not named",
    "part_payment_without_reason": "Part payment, no reason",
    "only_a_proposal": "A guess, only proposed",
    "weak_reference_alone": "Number read with a slip",
    "numbers_unread": "Numbers not read",
    "rival_exact": "Another item fits exactly",
    "payer_not_confirmed": "Payer not confirmed",
    "meant_as_advance": "Called an advance",
    "meant_otherwise": "Called something else",
    "name_alone": "Name and amount alone",
    "thin_payer_link": "Payer confirmed only once",
    "deduction_too_large": "Deduction too large",
    "discount_not_allowed": "Discount taken too late",
    "overpaid": "More than the items ask",
    "interchangeable_items": "Equal items to choose from",
    "ambiguous": "Two answers equally likely",
    "chance_explains": "Could be chance",
    "not_proven": "Not certain enough",
    "contested_item": "Items claimed twice",
    "stratum_demoted": "This kind was wrong lately",
    "which_item_is_short": "Which item is short?",
    "taken_without_name": "Items nobody named",
    "fee_not_stated": "Bank fee not stated",
}
#: How the items of an answer were found.
FAMILIES: dict[str, str] = {
    "remittance": "Remittance foots",
    "remittance_part": "Remittance, in part",
    "remittance_adjusted": "Remittance, adjusted",
    "named_exact": "Numbers foot exactly",
    "named_discount": "Numbers less discount",
    "named_deduction": "Numbers less a stated deduction",
    "named_weak": "Number with a slip, confirmed",
    "named_fee": "Numbers less a bank fee",
    "named_habit": "Numbers less what he always takes",
    "named_part": "Part payment",
    "named_small": "Small balance left",
    "named_short": "Paid short",
    "named_little": "Far less than asked",
    "named_over": "Paid over",
    "named_some": "Some of the numbers foot",
    "named_completed": "Numbers and others foot",
    "named_credit": "Numbers less a credit memo",
    "named_unplaced": "Numbers, short somewhere",
    "single": "One item of this amount",
    "single_discount": "One item less discount",
    "single_late": "One item, discount late",
    "single_fee": "One item less a bank fee",
    "single_habit": "One item less what he always takes",
    "all_due": "Everything due",
    "all_open": "Everything open",
    "balance": "Balance of the account",
    "all_but_one": "All but one item",
    "prefix": "Oldest items",
    "run": "Neighbouring due days",
    "pair": "Two items",
    "subset": "The one set that foots",
    "lines_by_amount": "Lines by their sums",
    "endings": "Numbers by their ends",
    "few": "A few items that foot",
    "near": "Closest larger item",
    "amount_anywhere": "Same amount elsewhere",
    "oldest_first": "Oldest items first",
}

#: format -> what people call it
FORMATS: dict[str, str] = {
    "bai2": "BAI2",
    "nai": "NAI",
    "lockbox": "Lockbox",
    "nacha": "NACHA",
    "edi820": "EDI 820",
    "edi823": "EDI 823",
    "remadv": "REMADV",
    "cremul": "CREMUL",
    "fedwire": "Fedwire",
    "camt052": "camt.052",
    "camt053": "camt.053",
    "camt054": "camt.054",
    "pacs008": "pacs.008",
    "pacs009": "pacs.009",
    "pacs004": "pacs.004",
    "remt001": "remt.001",
    "pain001": "pain.001",
    "mt103": "MT103",
    "mt202": "MT202",
    "mt210": "MT210",
    "mt900": "MT900",
    "mt910": "MT910",
    "mt940": "MT940",
    "mt942": "MT942",
    "mt950": "MT950",
    "bgmax": "BgMax",
    "coda": "CODA",
    "qif": "QIF",
    "ofx": "OFX",
    "stripe": "Stripe",
    "adyen": "Adyen",
    "paypal": "PayPal",
    "bank_csv": "Bank table (CSV)",
    "bank_xlsx": "Bank table (XLSX)",
    "advice_csv": "Advice (CSV)",
    "advice_xlsx": "Advice (XLSX)",
    "advice_pdf": "Advice (PDF)",
    "advice_email": "Advice (e-mail)",
}

#: status, reason, state, rule or problem -> what a clerk reads
WORDS: dict[str, str] = {
    "applied": "Applied",
    "partially_applied": "Partly applied",
    "review": "To review",
    "unapplied": "Unapplied",
    "unidentified": "Payer unknown",
    "not_ar": "Not a customer's",
    "settled_elsewhere": "Detail in another file",
    "reversed": "Reversed",
    **FORMATS,
    "proposed": "Waits",
    "posterior": "Few answers yet",
    "active": "In use",
    "retired": "Out of use",
    "ach": "ACH",
    "engine": "Engine",
    "accept": "Accepted",
    "apply": "Applied by hand",
    "park": "Parked",
    "identify": "Payer named",
    "identified": "Payer named",
    "undo": "Undone",
    "unapply": "Application reversed",
    "by_hand": "By hand",
    **OUTCOMES,
    **REFUSALS,
    **FAMILIES,
}


#: kind of entry -> several of it
SEVERAL: dict[str, str] = {
    "receipt": "receipts",
    "total": "totals",
    "return": "returns",
    "advice": "advices",
    "notice": "notices",
    "other": "others",
}


def several(kind: str, count: int) -> str:
    """Return what one or several entries of a kind are called."""
    return kind if count == 1 else SEVERAL.get(kind, kind)


def words(code: str | None) -> str:
    """Return the words of a code: `some_code` reads "Some code"; behind a colon stands how it differs."""
    if not code:
        return ""
    family, _, difference = code.partition(":")
    said = WORDS.get(family) or family.replace("_", " ").capitalize()
    return said if difference in {"", "exact"} else f"{said}: {difference.replace('_', ' ')}"


def stratum(code: str) -> str:
    """Return the words of a kind of answer: `pair|ach|cents|6-20` reads "Two items, ACH, cents, 6-20 open"."""
    rule, method, regime, size = code.split("|")
    return f"{words(rule)}, {WORDS.get(method, method)}, {regime}, {size} open"
