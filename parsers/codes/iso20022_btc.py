"""What ISO 20022 bank transaction codes say to cash application (external code set BankTransactionCode; our words)."""

from parsers.records import Kind, Method

#: (family, sub-family) or (family, "") -> how the money travelled; the pair wins over the family
METHODS: dict[tuple[str, str], Method] = {
    ("RCDT", "ESCT"): Method.ACH,
    ("RCDT", "ATXN"): Method.ACH,
    ("RCDT", "AUTT"): Method.ACH,
    ("RCDT", "SALA"): Method.ACH,
    ("RCDT", "STDO"): Method.ACH,
    ("RCDT", "VCOM"): Method.ACH,
    ("RCDT", "RRCT"): Method.INSTANT,
    ("RCDT", "XBCT"): Method.WIRE,
    ("RCDT", "DMCT"): Method.WIRE,
    ("RCDT", "SDVA"): Method.WIRE,
    ("RRCT", ""): Method.INSTANT,
    ("IRCT", ""): Method.INSTANT,
    ("RCHQ", ""): Method.CHECK,
    ("ICHQ", ""): Method.CHECK,
    ("LBOX", ""): Method.CHECK,
    ("IDDT", ""): Method.ACH,
    ("RDDT", ""): Method.ACH,
    ("MCRD", ""): Method.CARD,
    ("CCRD", ""): Method.CARD,
    ("CNTR", ""): Method.CASH,
}

#: Sub-families of money taken back: returned and reversed collections, returned transfers.
RETURNS = frozenset({"UPDD", "RCDD", "PRDD", "RRTN", "UPCQ", "UPCT", "RPCR", "RVSL"})

#: Sub-families and domains that are no customer's payment: fees, commission, interest, our own treasury.
SUBFAMILIES: dict[str, Kind] = dict.fromkeys(("CHRG", "COMM", "COME", "INTR", "FEES", "TAXE"), Kind.OTHER)
DOMAINS: dict[str, Kind] = dict.fromkeys(
    ("ACMT", "CAMT", "FORX", "LDAS", "SECU", "DERV", "CMDT", "PMET", "TRAD"), Kind.OTHER
)


def method(family: str, subfamily: str) -> Method:
    """Return how money with these codes travelled."""
    return METHODS.get((family, subfamily)) or METHODS.get((family, "")) or Method.OTHER
