"""The transaction codes of CODA (Febelfin, list of families): how money travelled, and what a credit of each is."""

from parsers.records import Kind, Method

#: Family (second and third digit of the code) -> how the money travelled.
METHODS: dict[str, Method] = {
    "01": Method.ACH,  # credit transfers, SEPA
    "02": Method.INSTANT,
    "03": Method.CHECK,
    "04": Method.CARD,
    "05": Method.ACH,  # direct debits
    "09": Method.CASH,
    "41": Method.WIRE,  # transfers from and to abroad
    "43": Method.CHECK,
}
#: Families whose credits are no customer's payment: securities, credits, closing of the account, fees.
OWN: dict[str, Kind] = dict.fromkeys(("11", "13", "35", "80"), Kind.OTHER)
#: (family, transaction) of a debit that takes money back: unpaid cheques and direct debits, reversals.
RETURNS = frozenset({("03", "52"), ("43", "52"), ("05", "03"), ("05", "52"), ("01", "87"), ("04", "87"), ("05", "87")})


def family(code: str) -> tuple[str, str]:
    """Return family and transaction of an eight digit code."""
    return code[1:3], code[3:5]
