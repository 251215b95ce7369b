"""What payers call things on a remittance advice: columns, labels, totals, in the tongues we read."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    """What a column or a labelled value of an advice is; the payer's view is turned into ours."""

    DOCUMENT = "document"  # our document's number, in words that leave no doubt
    REFERENCE = "reference"  # a number that may be a document's
    VOUCHER = "voucher"  # the payer's own number of the document
    TYPE = "type"
    ISSUED_ON = "issued_on"
    PO = "po"
    GROSS = "gross"
    DISCOUNT = "discount"
    DEDUCTION = "deduction"
    REASON = "reason"
    PAID = "paid"
    AMOUNT = "amount"  # net or gross: the other columns and the total say which
    TEXT = "text"
    PAYMENT = "payment"  # the payment's own number
    CHECK = "check"
    TRACE = "trace"
    UETR = "uetr"
    END_TO_END = "end_to_end"
    REMITTANCE = "remittance"  # the advice's own number
    PAID_ON = "paid_on"
    TOTAL = "total"
    CURRENCY = "currency"
    PAYER = "payer"
    COMPANY = "company"
    PAYER_ACCOUNT = "payer_account"
    ACCOUNT = "account"  # our number with the payer
    METHOD = "method"
    DATE = "date"  # a day of which the label does not say whose
    FOREIGN = "foreign"  # what no advice has: it tells a list of open items or a bank's table
    PLAIN = "plain"  # known, and of no matter


#: What a word stands for; an empty text drops it.
_SAME = {
    **dict.fromkeys(("no", "nr", "num", "nbr", "nummer", "numero", "num", "n", "numbers", "nos"), "number"),
    **dict.fromkeys(("inv", "invc", "invoices", "invoicenumber", "bill", "bills"), "invoice"),
    **dict.fromkeys(("amt", "amounts", "value", "sum"), "amount"),
    **dict.fromkeys(("disc", "discounts"), "discount"),
    **dict.fromkeys(("doc", "docs", "documents"), "document"),
    **dict.fromkeys(("ref", "refs", "references", "referenz", "referentie", "referencia"), "reference"),
    **dict.fromkeys(("pmt", "pymt", "pay", "payments", "disbursement", "eft", "ach"), "payment"),
    **dict.fromkeys(("chq", "chk", "cheque", "checks", "ck"), "check"),
    **dict.fromkeys(("adj", "adjustments"), "adjustment"),
    **dict.fromkeys(("ded", "deductions"), "deduction"),
    **dict.fromkeys(("dt", "day"), "date"),
    **dict.fromkeys(("vchr", "vouchers"), "voucher"),
    **dict.fromkeys(("wht",), "withholding"),
    **dict.fromkeys(("purch",), "purchase"),
    **dict.fromkeys(("rechnungs",), "rechnung"),
    **dict.fromkeys(("your", "the", "of", "in", "this", "for", "s", "is", "was"), ""),
}

#: role -> the names of its columns and labels, made plain (`plain`).
NAMES: dict[Role, str] = {
    Role.DOCUMENT: (
        "invoice; invoice number; invoice document; document number; document invoice number; invoice reference; "
        "invoice reference number; invoice memo; invoice credit memo; invoice credit memo number; invoice id; "
        "supplier invoice; supplier invoice number; vendor invoice; vendor invoice number; supplier reference "
        "number; vendor document number; invoice number document; document; customer invoice number; invoice "
        "credit; rechnung; rechnungsnummer; rechnung number; belegnummer; beleg number; beleg; facture; facture "
        "number; number facture; number de facture; factuur; factuurnummer; factuur number; factura; factura "
        "number; number factura; number de factura; fattura; fattura number; number fattura"
    ),
    Role.REFERENCE: (
        "reference; reference number; document reference; external reference; supplier reference; vendor "
        "reference; invoice description; transaction; transaction number; item number"
    ),
    Role.VOUCHER: (
        "our reference; our reference number; voucher; voucher number; our document; our document number; "
        "internal reference; internal number; payment document line; unsere referenz; our number"
    ),
    Role.TYPE: "type; document type; invoice type; item type; transaction type; belegart",
    Role.ISSUED_ON: (
        "invoice date; document date; inv date; bill date; rechnungsdatum; belegdatum; date facture; date de "
        "facture; factuurdatum; fecha factura; fecha de factura; issue date; invoice document date"
    ),
    Role.PO: (
        "po; po number; purchase order; purchase order number; order number; order; bestellnummer; bestelling; p "
        "o; p o number; customer po; commande"
    ),
    Role.GROSS: (
        "gross; gross amount; amount gross; invoice amount; original amount; document amount; invoice total; "
        "amount due; gross invoice amount; invoice gross amount; original invoice amount; total invoice; brutto; "
        "bruttobetrag; montant brut; importe bruto; brutobedrag; bruto; gross total; total gross; invoice gross; "
        "total gross amount; total invoice amount; rechnungsbetrag; factuurbedrag; montant facture"
    ),
    Role.DISCOUNT: (
        "discount; discount amount; discount taken; cash discount; terms discount; early payment discount; "
        "skonto; skontobetrag; escompte; descuento; korting; total discount; total discounts; less discount; "
        "discount total; prompt payment discount; discount allowed; settlement discount; discount available taken"
    ),
    Role.DEDUCTION: (
        "deduction; deduction amount; adjustment; adjustment amount; withholding; withholding tax; tax withheld; "
        "short payment; short paid; chargeback; claim; claim amount; allowance; allowances; abzug; retenue; "
        "retencion; inhouding; total deduction; total adjustment; other deduction; deduction taken; less "
        "deduction; deduction adjustment; adjustment deduction; withheld"
    ),
    Role.REASON: (
        "reason; reason code; deduction reason; deduction code; adjustment reason; adjustment code; deduction "
        "text; adjustment reason code; deduction reason code; grund; motif; motivo; reden; claim reason; reason "
        "text"
    ),
    Role.PAID: (
        "paid; amount paid; net; net amount; paid amount; payment amount; net paid; net payment; amount net; net "
        "amount paid; paid net; invoice paid amount; invoice amount paid; invoice payment amount; amount applied; "
        "applied; applied amount; remitted; amount remitted; remitted amount; remittance amount; invoice net "
        "amount; netto; nettobetrag; zahlbetrag; zahlungsbetrag; betrag gezahlt; montant paye; montant net; "
        "montant regle; importe neto; importe pagado; nettobedrag; betaald; betaald bedrag; total paid; net "
        "total; pagado; total net; net invoice amount; net payable; bezahlt; paye"
    ),
    Role.AMOUNT: "amount; betrag; montant; importe; bedrag; total; line amount; document total",
    Role.TEXT: (
        "description; comment; comments; memo; text; remarks; notes; note; details; particulars; "
        "verwendungszweck; bemerkung; omschrijving; descripcion; libelle; remark; line description"
    ),
    Role.PAYMENT: (
        "payment number; payment reference; payment reference number; payment id; payment document; payment "
        "document number; payment transaction number; transaction id; transaction reference; wire reference; wire "
        "number; payment trace reference; payment confirmation number; confirmation number; bank reference; "
        "zahlungsreferenz; zahlungsnummer; reference de paiement; referencia de pago; betalingskenmerk; avis "
        "number; payment advice reference; customer reference; payment batch number; payment trn; trn; "
        "reassociation number; payment run reference; zahlungsbeleg; document de paiement; reference paiement; "
        "betaling number"
    ),
    Role.CHECK: ("check; check number; check payment number; number check; schecknummer; check reference"),
    Role.TRACE: "trace; trace number; payment trace; payment trace number; trace id",
    Role.UETR: "uetr",
    Role.END_TO_END: "end to end id; end to end; endtoendid; end to end reference; eref",
    Role.REMITTANCE: (
        "remittance; remittance number; remittance id; remittance advice number; advice number; remittance "
        "reference; payment advice number; remittance advice; avisnummer; advice reference; advice id"
    ),
    Role.PAID_ON: (
        "payment date; date paid; paid date; paid on; check date; value date; settlement date; effective date; "
        "zahlungsdatum; zahldatum; date de paiement; date paiement; fecha de pago; betaaldatum; payment effective "
        "date; remittance date; wire date; date payment; payment value date; deposit date; payment settlement "
        "date; valuta; date de reglement"
    ),
    Role.TOTAL: (
        "payment total; total payment; amount payment; check amount; check total; total amount; total remitted; "
        "total amount paid; total paid amount; amount check; total remittance; grand total; remittance total; "
        "gesamtbetrag; montant total; importe total; totaalbedrag; wire amount; total check amount; payment "
        "amount total; total net amount; zahlungssumme; transfer amount; total transfer"
    ),
    Role.CURRENCY: (
        "currency; payment currency; wahrung; waehrung; devise; moneda; valuta code; curr; ccy; currency code; "
        "munt; invoice currency"
    ),
    Role.PAYER: (
        "payer; payer name; payor; paid by; from; remitter; remitter name; originator; originator name; sender; "
        "customer name; ordering customer; zahler; auftraggeber; payeur; donneur ordre; pagador; betaler; payor "
        "name; paying company; payment from; company; company name; ordering party; buyer; buyer name; remitted "
        "by"
    ),
    Role.COMPANY: (
        "originator id; company id; payer id; originating company id; payment company id; odfi company id; "
        "originator company id; payer tax id; payor id"
    ),
    Role.PAYER_ACCOUNT: (
        "payer account; payer iban; from account; debit account; originator account; payer account number; paid "
        "from account; remitter account; debtor account; debtor iban; sender account"
    ),
    Role.ACCOUNT: (
        "vendor number; supplier number; vendor id; supplier id; account number; vendor; supplier; customer "
        "account; vendor account; lieferantennummer; kreditor; supplier account; account; vendor code; supplier "
        "code; kundennummer; leverancier; fournisseur; proveedor; creditor number"
    ),
    Role.METHOD: ("method; payment method; payment type; zahlart; zahlungsart; mode de paiement; paid via"),
    Role.DATE: "date; datum; fecha",
    Role.FOREIGN: (
        "balance; running balance; open amount; open balance; due date; days overdue; balance due; debit; credit; "
        "debit amount; credit amount; withdrawal; deposit; quantity; qty; unit price; price; aging; outstanding; "
        "ending balance; available balance; days past due; customer number; amount outstanding; saldo; fallig am"
    ),
    Role.PLAIN: (
        "line; line number; item; number; page; payee; payee name; to; pay to; paid to; beneficiary; beneficiary "
        "name; vendor name; supplier name; bank; bank name; pos; site; location; store; division; business unit; "
        "status; phone; email; subject; terms; tax; vat; department; iban; beneficiary account; bank account; cc; "
        "sent; seq"
    ),
}

#: Begin the row that sums a payment, and the ones that sum only a part of it.
TOTALS = re.compile(
    r"(?:grand |payment |check |remittance |overall |net |sum )?totals?\b|total (?:paid|amount|payment|net|remitted)"
    r"|sum\b|summe\b|gesamt\w*|totaal\b|totale\b|amount paid\b|net payment\b|zahlbetrag\b|importe total\b"
)
SUBTOTALS = re.compile(
    r"(?:sub ?total|page total|total (?:this |for |of )?page|carried forward|brought forward|balance forward"
    r"|ubertrag|a reporter|zwischensumme|subtotaal|sous total|total (?:gross|discount|deduction|adjustment)s?)\b"
)
#: Words that name the paper.
TITLE = re.compile(
    r"\b(?:remittance|remit advice|payment advice|payment notification|advice of payment|notice of payment"
    r"|payment details|payment confirmation|payment notice|eft advice|ach advice|check stub|vendor payment"
    r"|zahlungsavis|avis de paiement|avis de virement|aviso de pago|betaaladvies|betalingsadvies"
    r"|payment summary|payment remittance|payment voucher|payment report|disbursement)",
    re.IGNORECASE,
)
#: What a document's type or number says of its kind.
CREDIT = re.compile(
    r"\bcredit\b|\bcr(?:edit)?[ -]?(?:memo|note)|\bcm\b|gutschrift|avoir|nota de credito|creditnota", re.IGNORECASE
)
DEBIT = re.compile(r"\bdebit[ -]?(?:memo|note)|\bdm\b|belastung", re.IGNORECASE)

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CODE = re.compile(r"\([A-Za-z$€£ ]{1,5}\)|\b(?:USD|EUR|GBP|CAD|AUD|CHF)\b|[$€£]")
_GAP = re.compile(r"[\W_]+")
_PLAIN_MAX = 60  # letters of the longest name


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a name in lower case without accents, signs, currency and filling words: `Inv. No. (USD)` is one."""
    spaced = _HUMP.sub(" ", _CODE.sub(" ", text[: 2 * _PLAIN_MAX])).casefold().replace("#", " no ").replace("№", " no ")
    bare = "".join(one for one in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(one))
    words = (_SAME.get(word, word) for word in _GAP.sub(" ", bare.replace("°", " ")).split())
    return " ".join(word for word in words if word)


def _table() -> dict[str, Role]:
    """Return plain name -> role; a name that two roles have is our bug."""
    found: dict[str, Role] = {}
    for role, names in NAMES.items():
        for name in names.split(";"):
            key = plain(name)
            assert found.setdefault(key, role) is role, (key, role, found[key])
    return found


_ROLES = _table()


def role(text: str) -> Role | None:
    """Return what a column or label of this name is; text with digits in it is a value, no name."""
    if len(text) > _PLAIN_MAX or any(mark.isdigit() for mark in text):
        return None
    return _ROLES.get(plain(text))
