"""A row of a bank's table as an entry: who paid, how, under which references, and what kind of money it is."""

import re
from datetime import date

from parsers import bank_cells
from parsers.bank_rows import Told, What
from parsers.mapping import Mapping
from parsers.records import Entry, Kind, Method, Party, Ref, Reference

#: Column of a reference -> what it is.
REFERENCES: tuple[tuple[str, Ref], ...] = (
    ("reference", Ref.BANK),
    ("check", Ref.CHECK),
    ("end_to_end", Ref.END_TO_END),
    ("mandate", Ref.MANDATE),
    ("creditor", Ref.CREDITOR),
)
#: Words of a row -> how the money travelled, the most telling first.
METHODS: tuple[tuple[re.Pattern[str], Method], ...] = (
    (re.compile(r"\b(?:CHECK|CHEQUE|CHQ|SCHECK|LOCKBOX|ASSEGNO)\b"), Method.CHECK),
    (re.compile(r"\b(?:WIRE|FEDWIRE|CHIPS|SWIFT|BOOK TRANSFER)\b"), Method.WIRE),
    (re.compile(r"\b(?:RTP|FEDNOW|INSTANT|ZELLE|FASTER PAYMENT|PIX|BIZUM|SCT INST|ECHTZEIT\w*)\b"), Method.INSTANT),
    (re.compile(r"\b(?:MERCHANT|BANKCARD|STRIPE|ADYEN|PAYPAL|BRAINTREE|WORLDPAY|SUMUP|KLARNA|MOLLIE)\b"), Method.CARD),
    (re.compile(r"\b(?:CASH DEPOSIT|ATM|BANKOMAT|EINZAHLUNG)\b"), Method.CASH),
    (
        re.compile(
            r"\b(?:ACH|PPD|CCD|CTX|SEPA|DIRECT DEP\w*|DIRECT DEBIT|BACS|GIRO|CREDIT TRANSFER|GUTSCHRIFT|LASTSCHRIFT|"
            r"VIREMENT|VIR|TRANSFERENCIA|BONIFICO|OVERSCHRIJVING|EREF|PRELEVEMENT|PRLV)\b"
        ),
        Method.ACH,
    ),
)
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


def entry(told: Told, mapping: Mapping, account: str, *, trusted: bool) -> Entry:
    """Return the entry of a payment's row; what is not booked is a notice."""
    cells = told.row.cells

    def said(role: str) -> str:
        place = mapping.at(role)
        return cells[place] if place is not None and place < len(cells) else ""

    text = tuple([cells[at] for at in mapping.columns.get("text", ()) if at < len(cells) and cells[at]])
    payer, code = said("payer"), said("code")
    words = " ".join((code, payer, *text)).upper()
    credit = told.minor > 0
    kind = _kind(told, words, credit=credit)
    references = tuple([Reference(kind_of, value) for role, kind_of in REFERENCES if (value := said(role))])
    own = [reference.value for reference in references if reference.kind in {Ref.BANK, Ref.CHECK}]
    if kind is Kind.RETURN and own:
        references += (Reference(Ref.ORIGINAL, own[-1]),)
    value = said("value")
    return Entry(
        line=told.row.line,
        kind=kind,
        method=_method(words, has_check=bool(said("check").strip("0"))),
        credit=credit,
        minor=abs(told.minor),
        currency=told.currency,
        bank_reference=own[0] if own else "",
        booked_on=told.booked_on,
        value_on=_other_day(value, mapping, told.booked_on),
        payer=Party(payer, said("payer_account"), said("payer_bank")) if payer or said("payer_account") else _NOBODY,
        account=told.account or account,
        references=references,
        text=text,
        code=code,
        total_of=("card", _payout(words)) if kind is Kind.TOTAL else None,
        trusted=trusted,
        raw=told.row.raw,
    )


_NOBODY = Party()


def _kind(told: Told, words: str, *, credit: bool) -> Kind:
    """Say what a row is to cash application."""
    if told.what is not What.PAYMENT or not told.minor:
        return Kind.NOTICE
    if not credit:
        return Kind.RETURN if _BACK.search(words) else Kind.OTHER
    return Kind.TOTAL if PROCESSORS.search(words) else Kind.RECEIPT


def _payout(words: str) -> str:
    """Return the key under which a processor's payout may be found, empty where the bank does not say it."""
    found = _PAYOUT.search(words)
    return (found[1] or found[0]) if found else ""


def _method(words: str, *, has_check: bool) -> Method:
    """Say how the money travelled, by a check number or the words of the row."""
    if has_check:
        return Method.CHECK
    return next((method for pattern, method in METHODS if pattern.search(words)), Method.OTHER)


def _other_day(text: str, mapping: Mapping, booked_on: date | None) -> date | None:
    """Return the value day where it is another column's."""
    return bank_cells.day(text, mapping.day_order) if text and booked_on else None
