"""A row of a bank's table as an entry: who paid, how, under which references, and what kind of money it is."""

import re
from collections.abc import Sequence

from parsers.records import Entry, Kind, Method, Party, Ref, Reference
from parsers.tables import bank_cells
from parsers.tables.bank_rows import Told, What
from parsers.tables.mapping import Mapping

#: Column of a reference -> what it is.
REFERENCES: tuple[tuple[str, Ref], ...] = (
    ("reference", Ref.BANK),
    ("check", Ref.CHECK),
    ("end_to_end", Ref.END_TO_END),
    ("mandate", Ref.MANDATE),
    ("creditor", Ref.CREDITOR),
)
#: How the money travelled -> words of a row that say so, the most telling first.
METHODS: tuple[tuple[Method, str], ...] = (
    (Method.CHECK, r"CHECK|CHEQUE|CHQ|SCHECK|LOCKBOX|ASSEGNO"),
    (Method.WIRE, r"WIRE|FEDWIRE|CHIPS|SWIFT|BOOK TRANSFER"),
    (Method.INSTANT, r"RTP|FEDNOW|INSTANT|ZELLE|FASTER PAYMENT|PIX|BIZUM|SCT INST|ECHTZEIT\w*"),
    (Method.CARD, r"MERCHANT|BANKCARD|STRIPE|ADYEN|PAYPAL|BRAINTREE|WORLDPAY|SUMUP|KLARNA|MOLLIE"),
    (Method.CASH, r"CASH DEPOSIT|ATM|BANKOMAT|EINZAHLUNG"),
    (
        Method.ACH,
        (
            r"ACH|PPD|CCD|CTX|SEPA|DIRECT DEP\w*|DIRECT DEBIT|BACS|GIRO|CREDIT TRANSFER|GUTSCHRIFT|LASTSCHRIFT|"
            r"VIREMENT|VIR|TRANSFERENCIA|BONIFICO|OVERSCHRIJVING|EREF|PRELEVEMENT|PRLV"
        ),
    ),
)
_METHODS = re.compile(r"\b(?:" + "|".join(f"({words})" for _, words in METHODS) + r")\b")
_BACK = re.compile(
    r"\b(?:RETURN(?:ED)?(?: ITEM| CHECK| DEPOSIT\w*| PAYMENT| ACH)?|NSF|CHARGE-?BACK|REVERSAL|REVERSED|"
    r"R[UÜ]CKLASTSCHRIFT|R[UÜ]CKBUCHUNG|STORNO|IMPAYE|REJET|RETOUR|DEVOLUCION|STORNERING|INSOLUTO)\b"
)
#: Names under which card and wallet processors pay out: their line is the sum of many sales.
PROCESSORS = re.compile(
    r"\b(?:STRIPE|ADYEN|PAYPAL|BRAINTREE|WORLDPAY|SUMUP|SQUARE INC|MOLLIE|KLARNA|SHOPIFY|GOCARDLESS|MERCHANT BANKCARD|"
    r"BANKCARD DEP|AMAZON PAYMENTS|BOOKING\.COM)\b"
)
_PAYOUT = re.compile(r"\b(?:PO_\w+|ST-[A-Z0-9]{6,}|BATCH\W{0,3}([0-9]{1,8}))\b")


class Entries:
    """Makes entries of the rows of one table: its columns are looked up once."""

    def __init__(self, mapping: Mapping, account: str) -> None:
        self.mapping = mapping
        self.account = account
        self.texts = mapping.columns.get("text", ())
        self.payer, self.payer_account, self.payer_bank = map(mapping.at, ("payer", "payer_account", "payer_bank"))
        self.code, self.value, self.check = map(mapping.at, ("code", "value", "check"))
        places = [(mapping.at(role), kind) for role, kind in REFERENCES]
        self.references = tuple((place, kind) for place, kind in places if place is not None)

    def of(self, told: Told, *, trusted: bool) -> Entry:
        """Return the entry of a payment's row; what is not booked is a notice."""
        cells = told.row.cells
        text = tuple([cells[at] for at in self.texts if at < len(cells) and cells[at]])
        name, code, value = _at(cells, self.payer), _at(cells, self.code), _at(cells, self.value)
        words = " ".join((code, name, *text)).upper()
        kind = _kind(told, words)
        references = [Reference(what, cells[at]) for at, what in self.references if at < len(cells) and cells[at]]
        own = [reference.value for reference in references if reference.kind in _OWN]
        if kind is Kind.RETURN and own:
            references.append(Reference(Ref.ORIGINAL, own[-1]))
        return Entry(
            line=told.row.line,
            kind=kind,
            method=Method.CHECK if _at(cells, self.check).strip("0") else _method(words),
            credit=told.minor > 0,
            minor=abs(told.minor),
            currency=told.currency,
            bank_reference=own[0] if own else "",
            booked_on=told.booked_on,
            value_on=bank_cells.day(value, self.mapping.day_order) if value and told.booked_on else None,
            payer=self._party(cells, name),
            account=told.account or self.account,
            references=tuple(references),
            text=text,
            code=code,
            total_of=("card", _payout(words)) if kind is Kind.TOTAL else None,
            trusted=trusted,
            raw=told.row.raw,
        )

    def _party(self, cells: Sequence[str], name: str) -> Party:
        """Return who stands behind the row."""
        account, bank = _at(cells, self.payer_account), _at(cells, self.payer_bank)
        return Party(name, account, bank) if name or account else _NOBODY


def _at(cells: Sequence[str], place: int | None) -> str:
    """Return a cell, empty where the table or the row has none."""
    return cells[place] if place is not None and place < len(cells) else ""


_NOBODY = Party()
_OWN = frozenset({Ref.BANK, Ref.CHECK})


def _kind(told: Told, words: str) -> Kind:
    """Say what a row is to cash application."""
    if told.what is not What.PAYMENT or not told.minor:
        return Kind.NOTICE
    if told.minor < 0:
        return Kind.RETURN if _BACK.search(words) else Kind.OTHER
    return Kind.TOTAL if PROCESSORS.search(words) else Kind.RECEIPT


def _payout(words: str) -> str:
    """Return the key under which a processor's payout may be found, empty where the bank does not say it."""
    found = _PAYOUT.search(words)
    return (found[1] or found[0]) if found else ""


def _method(words: str) -> Method:
    """Say how the money travelled, by the most telling of the row's words."""
    found = [each.lastindex for each in _METHODS.finditer(words) if each.lastindex]
    return METHODS[min(found) - 1][0] if found else Method.OTHER
