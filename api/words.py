"""The codes of the books in a person's words; a code without words is shown as its own words."""

#: status, reason, state, rule or problem -> what a clerk reads
WORDS: dict[str, str] = {
    "applied": "Applied",
    "partially_applied": "Partly applied",
    "review": "To review",
    "unapplied": "On account",
    "unidentified": "Payer unknown",
    "not_ar": "Not a customer's",
    "settled_elsewhere": "Told in another file",
    "reversed": "Reversed",
    "bai2": "BAI2",
    "lockbox": "Lockbox",
    "nacha": "NACHA",
    "camt052": "camt.052",
    "camt053": "camt.053",
    "camt054": "camt.054",
    "fedwire": "Fedwire",
    "edi820": "EDI 820",
    "ach": "ACH",
    "duplicate_of_closed_item": "May repeat a paid item",
    "payer_unknown": "Payer unknown",
    "engine": "Engine",
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
    """Return the words of a code: `ambiguous_amount` reads "Ambiguous amount"."""
    if not code:
        return ""
    return WORDS.get(code) or code.replace("_", " ").replace(":", ", ").capitalize()
