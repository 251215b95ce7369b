"""The words of statements in each language customers are written to in: one table, a row a word."""

from collections.abc import Mapping

LANGUAGES = ("de", "en", "es", "fr", "it", "nl")
#: What is written where no language is known.
USUAL = "en"
#: Word -> its form in each of LANGUAGES, in that order. Hand-written.
_ROWS: Mapping[str, tuple[str, str, str, str, str, str]] = {
    "open_item": (
        "KONTOAUSZUG: OFFENE POSTEN",
        "OPEN-ITEM STATEMENT",
        "ESTADO DE CUENTA: PARTIDAS ABIERTAS",
        "RELEVÉ DE COMPTE : POSTES OUVERTS",
        "ESTRATTO CONTO: PARTITE APERTE",
        "REKENINGOVERZICHT: OPENSTAANDE POSTEN",
    ),
    "balance_forward": (
        "KONTOAUSZUG MIT SALDOVORTRAG",
        "BALANCE-FORWARD STATEMENT",
        "ESTADO DE CUENTA CON SALDO ANTERIOR",
        "RELEVÉ DE COMPTE AVEC REPORT",
        "ESTRATTO CONTO CON SALDO RIPORTATO",
        "REKENINGOVERZICHT MET VORIG SALDO",
    ),
    "as_of": ("Stand", "As of", "A fecha de", "Au", "Al", "Per"),
    "page": ("Seite", "Page", "Página", "Page", "Pagina", "Pagina"),
    "customer": ("Kunde", "Customer", "Cliente", "Client", "Cliente", "Klant"),
    "date": ("Datum", "Date", "Fecha", "Date", "Data", "Datum"),
    "type": ("Art", "Type", "Tipo", "Type", "Tipo", "Soort"),
    "number": ("Nummer", "Number", "Número", "Numéro", "Numero", "Nummer"),
    "po": ("Bestellung", "PO", "Pedido", "Commande", "Ordine", "Bestelling"),
    "due": ("Fällig", "Due", "Vence", "Échéance", "Scadenza", "Vervalt"),
    "original": ("Betrag", "Original", "Importe", "Montant", "Importo", "Bedrag"),
    "applied": ("Verrechnet", "Applied", "Aplicado", "Imputé", "Imputato", "Verrekend"),
    "open": ("Offen", "Open", "Pendiente", "Ouvert", "Aperto", "Open"),
    "late": ("Verzug", "Late", "Atraso", "Retard", "Ritardo", "Te laat"),
    "movement": ("Vorgang", "Movement", "Movimiento", "Opération", "Movimento", "Mutatie"),
    "amount": ("Betrag", "Amount", "Importe", "Montant", "Importo", "Bedrag"),
    "balance": ("Saldo", "Balance", "Saldo", "Solde", "Saldo", "Saldo"),
    "current": ("Nicht fällig", "Current", "No vencido", "Non échu", "Non scaduto", "Niet vervallen"),
    "to_days": (
        "{} bis {} Tage",
        "{} to {} days",
        "{} a {} días",
        "{} à {} jours",
        "{} a {} giorni",
        "{} tot {} dagen",
    ),
    "days_more": (
        "ab {} Tagen",
        "{} days and more",
        "{} días y más",
        "{} jours et plus",
        "{} giorni e più",
        "{} dagen en meer",
    ),
    "credits": ("Guthaben", "Credits", "Abonos", "Avoirs", "Crediti", "Tegoeden"),
    "total": ("SUMME", "TOTAL", "TOTAL", "TOTAL", "TOTALE", "TOTAAL"),
    "past_due": ("Überfällig", "Past due", "Vencido", "Échu", "Scaduto", "Vervallen"),
    "disputed": ("strittig", "disputed", "en disputa", "litigieux", "contestato", "betwist"),
    "slip": (
        "Bitte mit der Zahlung an {} zurückgeben und die bezahlten Nummern nennen.",
        "Please return with your payment to {}, naming the numbers it is for.",
        "Devuelva este talón con su pago a {}, indicando los números que paga.",
        "À retourner avec votre paiement à {}, en indiquant les numéros réglés.",
        "Da restituire con il pagamento a {}, indicando i numeri pagati.",
        "Graag met uw betaling terugsturen aan {}, met de nummers waarvoor u betaalt.",
    ),
    "statement": ("Auszug", "Statement", "Estado", "Relevé", "Estratto", "Overzicht"),
    "invoice": ("RE", "INV", "FAC", "FAC", "FT", "FAC"),
    "credit_memo": ("GS", "CM", "NC", "AV", "NC", "CN"),
    "debit_memo": ("BL", "DM", "ND", "ND", "ND", "DN"),
    "finance_charge": ("ZI", "FC", "INT", "INT", "INT", "RE"),
    "deduction": ("ABZ", "DED", "DED", "DÉD", "DED", "KOR"),
    "receipt": ("ZE", "RCT", "COB", "ENC", "INC", "ONT"),
    "previous_balance": (
        "Saldovortrag",
        "Previous balance",
        "Saldo anterior",
        "Report à nouveau",
        "Saldo precedente",
        "Vorig saldo",
    ),
    "billed": ("Rechnung", "Invoice", "Factura", "Facture", "Fattura", "Factuur"),
    "debited": ("Belastung", "Debit memo", "Nota de débito", "Note de débit", "Nota di debito", "Debetnota"),
    "interest": (
        "Zinsen und Gebühren",
        "Charges",
        "Intereses y cargos",
        "Intérêts et frais",
        "Interessi e spese",
        "Rente en kosten",
    ),
    "credited": ("Gutschrift", "Credit memo", "Nota de crédito", "Avoir", "Nota di credito", "Creditnota"),
    "paid": ("Zahlung", "Payment", "Pago", "Paiement", "Pagamento", "Betaling"),
    "discounted": ("Skonto", "Discount", "Descuento", "Escompte", "Sconto", "Korting"),
    "deducted": ("Abzug", "Deduction", "Deducción", "Déduction", "Deduzione", "Inhouding"),
    "adjusted": ("Korrektur", "Adjustment", "Ajuste", "Ajustement", "Rettifica", "Correctie"),
    "refunded": ("Erstattung", "Refund", "Reembolso", "Remboursement", "Rimborso", "Terugbetaling"),
    "brought": ("Übernahme", "Brought forward", "Traspaso", "Reprise", "Riporto", "Overgenomen"),
}  # fmt: skip
#: Kind of movement -> the word a customer reads; whatever is not here is an adjustment.
MOVED: Mapping[str, str] = {
    "previous_balance": "previous_balance",
    **dict.fromkeys(("invoiced", "tax_billed", "freight_billed", "rebilled"), "billed"),
    **dict.fromkeys(("debited", "charged_back"), "debited"),
    **dict.fromkeys(("finance_charged", "nsf_fee_charged"), "interest"),
    **dict.fromkeys(("credited", "tax_credited"), "credited"),
    **dict.fromkeys(("received", "identified", "reassigned", "applied", "on_account", "card_captured"), "paid"),
    **dict.fromkeys(("boxed", "deposited", "bounced", "card_bounced", "received_unidentified"), "paid"),
    **dict.fromkeys(("discount_earned", "discount_unearned", "discount_tax"), "discounted"),
    **dict.fromkeys(("deduction_opened", "deduction_allowed", "deduction_tax"), "deducted"),
    **dict.fromkeys(("refund_approved", "refunded"), "refunded"),
    **dict.fromkeys(("opened", "opened_credit", "opened_deduction", "opened_cash"), "brought"),
    **dict.fromkeys(("brought_forward", "brought_forward_credit", "brought_forward_cash"), "brought"),
}


def word(name: str, language: str) -> str:
    """Return a word in a language; English where the language is none of ours."""
    return _ROWS[name][LANGUAGES.index(language if language in LANGUAGES else USUAL)]


def moved(kind: str, language: str) -> str:
    """Return what a movement is called where customers read it."""
    return word(MOVED.get(kind, "adjusted"), language)


def aged(name: str, language: str) -> str:
    """Return what a bucket is called: `days_31_60` is `31 to 60 days`."""
    parts = name.split("_")
    if parts[0] != "days":
        return word(name, language)
    form = "days_more" if parts[2] == "plus" else "to_days"
    return word(form, language).format(*parts[1:])
