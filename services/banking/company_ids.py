"""Company ids: the ACH originator ids that a customer's tax number and DUNS number make."""

from collections.abc import Iterator

from ledger.evidence import PayerLink
from ledger.records import NewCustomer

DIGITS = 9
#: What stands before the number in an ACH company id: 1 an EIN, 3 a DUNS number (Nacha rules, company identification).
EIN, DUNS = "1", "3"
#: How often confirmed an imported link counts as: it is master data, not one guess that came true.
MASTER_DATA_SUPPORT = 3


def company_ids(customer: NewCustomer) -> Iterator[str]:
    """Yield the ids by which banks may name a customer, with prefix and without; other lengths are no such number."""
    for prefix, number in ((EIN, customer.tax_id), (DUNS, customer.duns)):
        digits = "".join(letter for letter in number if letter.isascii() and letter.isdigit())
        if len(digits) == DIGITS and digits.strip("0"):
            yield prefix + digits
            yield digits


def links(customers: list[NewCustomer]) -> list[PayerLink]:
    """Return the links that the customers' numbers make."""
    return [
        PayerLink("company_id", key, one.number, support=MASTER_DATA_SUPPORT)
        for one in customers
        for key in company_ids(one)
    ]
