"""What a bank may have kept back from a payment: charges that its own words state, and those the policy knows."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from matcher import Policy
from matcher.explanations import differences, reasons
from services.banking.told import Told

#: How a line stands that is no document: charges alone.
APART = "adjustment"


def told(one: Told, row: Mapping[str, Any], policy: Policy) -> Told:
    """Return an entry with the charges it may have come less of, within the policy's limit for its currency."""
    currency = one.currency
    lines = (line["text"] for line in json.loads(row["remittance"]) if line["qualifier"] == APART)
    words = "\n".join([row["text"] or "", *lines])
    charges = differences.kept_back(one.method, words, currency, policy.of(currency))
    return replace(one, charges=charges, stated=charges & reasons.stated_fees(words, currency)) if charges else one
