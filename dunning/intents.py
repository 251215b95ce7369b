"""What an e-mail wants, by rules in order, each with the words that it was known by; a person decides what it is."""

import re
from collections.abc import Mapping

from dunning.replies import SEEMS, own_words

OTHER = "other"
#: Intent -> words, in order of trust; those of answers to letters come first.
INTENTS: Mapping[str, re.Pattern[str]] = {
    **SEEMS,
    **{
        name: re.compile(words, re.IGNORECASE)
        for name, words in {
            "remittance": r"\b(remittance(?: advice)?|payment advice|details of (?:the|our) payment)\b",
            "order": r"\b(purchase order|order (?:confirmation|validation|status|hold)|release (?:the|our) order)\b",
            "statement": r"\b(statement of account|account statement|send (?:me |us )?a statement)\b",
            "bank_details": r"\b(bank (?:details|account)|new account number|remit(?:-| )to)\b",
        }.items()
    },
}
#: Who answers what, as a customer's assignments call them; anything else is the collector's.
ANSWERS: Mapping[str, str] = {"order": "sales_rep"}
COLLECTOR = "collector"


def of(subject: str, text: str) -> tuple[str, str]:
    """Return what an e-mail wants, and the words that say so; what it quotes of ours is not read."""
    said = f"{subject}\n{own_words(text)}"
    for name, words in INTENTS.items():
        if (found := words.search(said)) is not None:
            return name, found.group()
    return OTHER, ""
