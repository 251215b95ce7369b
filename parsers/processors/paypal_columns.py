"""PayPal's column names, states and kinds of rows in the languages its users download them in."""

import re
from collections.abc import Sequence

from parsers.tables.words import listed

#: role -> plain column names; German, Spanish, French, Italian, Dutch, Portuguese and Polish beside English.
NAMES: dict[str, tuple[str, ...]] = {
    "date": listed("date, datum, fecha, data"),
    "name": listed("name, nombre, nom, nome, naam, nazwa, imie i nazwisko"),
    "type": listed(
        "type, description, typ, beschreibung, tipo, descripcion, descrizione, omschrijving, descricao, opis, rodzaj"
    ),
    "status": listed("status, estado, etat, stato, statut, stan"),
    "currency": listed("currency, wahrung, divisa, moneda, devise, valuta, moeda, waluta"),
    "gross": listed("gross, brutto, bruto, brut, avant commission, lordo, importe bruto"),
    "fee": listed(
        "fee, fees, gebuhr, entgelt, comision, tarifa, commission, tariffa, kosten, taxa, oplata, provvigione"
    ),
    "net": listed("net, netto, neto, liquido, netto betrag"),
    "balance": listed("balance, guthaben, saldo, solde, saldo konta"),
    "own": listed(
        "transaction id, transaktionscode, id de transaccion, numero de transaction, codice transazione, "
        "transactiereferentie, id da transacao, identyfikator transakcji"
    ),
    "reference": listed(
        "reference txn id, zugehoriger transaktionscode, id de referencia de trans, "
        "numero de transaction de reference, "
        "codice transazione di riferimento, referentie id transactie, id da transacao de referencia"
    ),
    "invoice": listed(
        "invoice number, invoice id, rechnungsnummer, id de factura, numero de factura, numero de facture, "
        "numero fattura, factuurnummer, numero da fatura, numer faktury"
    ),
    "receipt": listed(
        "receipt id, empfangsnummer, id de recibo, numero de recu, codice ricevuta, ontvangstbewijsreferentie"
    ),
    "from": listed(
        "from email address, absender e mail adresse, correo electronico del remitente, de la adresse email, "
        "adresse email de l expediteur, indirizzo email mittente, van e mailadres, do endereco de e mail"
    ),
    "title": listed("item title, artikelbezeichnung, titulo del articulo, titre de l objet, nome oggetto, objecttitel"),
    "subject": listed("subject, betreff, asunto, objet, oggetto, onderwerp, assunto"),
    "note": listed("note, hinweis, nota, remarque, messaggio, opmerking"),
}
#: States under which money has moved.
SETTLED = frozenset(
    listed("completed, abgeschlossen, completado, completada, termine, effectue, completato, voltooid, concluido, paid")
) | frozenset(listed("cleared, zakonczono, zrealizowano, processed, refunded, partially refunded, reversed"))
#: States under which it has not, or not for good.
OPEN = frozenset(
    listed(
        "pending, denied, failed, canceled, cancelled, expired, held, placed, removed, active, unclaimed, "
        "under review, in progress, authorised, authorized, temporary hold, ausstehend, offen, "
        "abgelehnt, storniert, fehlgeschlagen, "
        "pendiente, denegado, cancelado, en attente, refuse, annule, echoue, in sospeso, rifiutato, annullato, "
        "in behandeling, geweigerd, geannuleerd, pendente, negado, oczekujaca, odrzucona"
    )
)
#: Words of a type, in plain form, that make a row what it is.
CONVERSION = re.compile(
    r"currency conversion|wahrungsumrechnung|conversion de (?:divisa|devise|monnaie)|conversione di valuta|"
    r"valutaomrekening"
)
PAYOUT = re.compile(
    r"withdraw|transfer to bank|auszahlung|abbuchung auf|retiro|retirada|transferencia a (?:la )?cuenta|virement vers|"
    r"trasferimento (?:su|al|verso)|prelievo|opname|overboeking naar|wyplata"
)
FUNDING = re.compile(
    r"bank deposit|deposit to|transfer from|charge from|einzahlung|bankgutschrift|ingreso|deposito|provision|versement|"
    r"hold|reserve|release|einbehalt|retencion|retenue|storting|fee|gebuhr|comision|commission|loan|advance|cashback"
)
RETURN = re.compile(
    r"refund|reversal|chargeback|dispute|ruckzahlung|ruckbuchung|ruckerstattung|kauferschutz|reembolso|contracargo|"
    r"remboursement|annulation|rimborso|storno|terugbetaling|terugboeking|estorno|zwrot"
)
#: A column that only one language has.
_LANGUAGES = (
    ("en", "gross"),
    ("de", "brutto"),
    ("es", "divisa"),
    ("fr", "devise"),
    ("fr", "avant commission"),
    ("it", "lordo"),
    ("nl", "omschrijving"),
    ("pt", "moeda"),
)


def language(header: Sequence[str]) -> str:
    """Return the language of a header's plain names, `en` where it is none known."""
    return next((code for code, name in _LANGUAGES if name in header), "en")
