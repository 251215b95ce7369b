"""TRNTYPE of OFX (11.4.4.3): how the money travelled and what a credit of each type is."""

from typing import NamedTuple

from parsers.records import Kind, Method


class Type(NamedTuple):
    """How the money travelled, and what a credit of the type is; a debit is nobody's payment whatever its type."""

    method: Method
    kind: Kind


#: The direction is never the type's: it is the sign of the amount (7.3).
TYPES: dict[str, Type] = {
    "CREDIT": Type(Method.OTHER, Kind.RECEIPT),
    "DEBIT": Type(Method.OTHER, Kind.RECEIPT),
    "INT": Type(Method.OTHER, Kind.OTHER),
    "DIV": Type(Method.OTHER, Kind.OTHER),
    "FEE": Type(Method.OTHER, Kind.OTHER),
    "SRVCHG": Type(Method.OTHER, Kind.OTHER),
    "DEP": Type(Method.OTHER, Kind.RECEIPT),
    "ATM": Type(Method.CASH, Kind.RECEIPT),
    "POS": Type(Method.CARD, Kind.RECEIPT),
    "XFER": Type(Method.OTHER, Kind.RECEIPT),
    "CHECK": Type(Method.CHECK, Kind.RECEIPT),
    "PAYMENT": Type(Method.OTHER, Kind.RECEIPT),
    "CASH": Type(Method.CASH, Kind.RECEIPT),
    "DIRECTDEP": Type(Method.ACH, Kind.RECEIPT),
    "DIRECTDEBIT": Type(Method.ACH, Kind.RECEIPT),
    "REPEATPMT": Type(Method.OTHER, Kind.RECEIPT),
    "HOLD": Type(Method.OTHER, Kind.NOTICE),
    "OTHER": Type(Method.OTHER, Kind.RECEIPT),
}
#: Types that say a direction, and which: where the sign contradicts, the sign is believed and the file is told of.
DIRECTIONS: dict[str, bool] = {"CREDIT": True, "DEP": True, "DIRECTDEP": True, "DEBIT": False, "DIRECTDEBIT": False}
