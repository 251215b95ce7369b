"""Which column of a bank's table is what, by its name in the languages banks write."""

import re
from collections.abc import Sequence
from functools import lru_cache

from parsers.tables.words import listed, plain

#: role -> plain names, the most telling first: of two columns of one role the earlier name is taken.
NAMES: dict[str, tuple[str, ...]] = {
    "booked": listed(
        """
        booking date, posting date, posted date, date posted, booked at, post date, booked on, date processed,
        date de comptabilisation, date comptable, buchungstag, buchungsdatum, buchung, boekdatum, boekingsdatum,
        fecha contable, fecha de operacion, fecha operacion, data contabile, data operazione, data
        registrazione, bokforingsdag, bokforingsdatum, bogforingsdato, bokfort, bokforingsdato, kirjauspaiva,
        data ksiegowania, datum zauctovani, konyveles datuma, data contabil, data mov, data movimento, data
        lancamento, data do lancamento, data do movimento, data, date, datum, fecha, dato, paivays, pvm, tag,
        valor date, journal date, entry date, date operation, date de l operation, date d operation, date de
        operation, transaction date, transactiedatum, transaktionsdatum, data operacji, data transakcji, datum
        transakce, datum operacji, tranzakcio datuma, data transacao, data da transacao, date transaction, date
        de transaction, execution date, date of transaction, belegdatum, created, created at, datetime, date
        time, transaction date time, completed date, date completed, started date, time stamp, timestamp, islem
        tarihi, tarih, дата, дата операции, дата проводки, ημερομηνια,
        거래일자, 거래일시, 거래일, 거래날짜, 取引日, 日付, お取引日,
        年月日, 交易日期, 记账日期, 入账日期, 日期, 交易时间
        """
    ),
    "value": listed(
        """
        value date, valuta date, valuta, valutadatum, wertstellung, wert, valutadato, date de valeur, date
        valeur, fecha valor, data valuta, rentedatum, valutadag, data valor, ertektnap, erteknap, data waluty,
        datum valuty, arvopaiva, rentedato, value, valeur, effective date, 起息日, 기산일
        """
    ),
    "amount": listed(
        """
        amount, transaction amount, amount total, net amount, credit debit amount, amount in account currency,
        betrag, umsatz, buchungsbetrag, betrag in kontowahrung, bedrag, transactiebedrag, montant, montant de l
        operation, montant net, importe, importe total, monto, cuantia, importo, ammontare, valor, montante,
        valor da transacao, belopp, belob, belop, summa, maara, kwota, kwota operacji, castka, ciastka, suma,
        osszeg, tranzakcio osszege, iznos, tutar, islem tutari, сумма,
        ποσο, 거래금액, 금액, 金額, 取引金額, 金额, 交易金额, 发生额,
        debit credit amount, amt, debet credit
        """
    ),
    "debit": listed(
        """
        debit, debits, debit amount, amount debit, withdrawal, withdrawals, withdrawal amount, paid out, money
        out, payments, debit amt, soll, ausgang, belastung, belastungen, lastschrift, debet, af, uitgaven,
        montant debit, debit montant, cargo, cargos, debe, dare, addebito, addebiti, uscite, importo addebito,
        debito, debitos, saida, saidas, ut, uttag, ud, obciazenia, wydatki, vydaje, terheles, borc, списание,
        расход, χρεωση, 출금액, 찾으신금액, 지급금액, 출금, 出金, お支払金額, 支払金額, お引出し, 支出,
        借方金额, 借方发生额, 支出金额, outflow, ut fra
        konto, retiros
        """
    ),
    "credit": listed(
        """
        credit, credits, credit amount, amount credit, deposit, deposits, deposit amount, paid in, money in,
        receipts, credit amt, haben, eingang, gutschrift, gutschriften, bij, inkomsten, montant credit, credit
        montant, abono, abonos, haber, avere, accredito, accrediti, entrate, importo accredito, credito,
        creditos, entrada, entradas, insattning, ind, uznania, wplywy, prijmy, jovairas, alacak, поступление,
        приход, зачисление, πιστωση, 입금액, 맡기신금액, 입금, 入金, お預り金額, 預入金額, お預入れ,
        收入, 贷方金额, 贷方发生额, 收入金额, inflow, inn
        pa konto, depositos
        """
    ),
    "side": listed(
        """
        d c, c d, dc, cd, d k, dr cr, cr dr, drcr, debit credit, credit debit, debit or credit, credit debit
        indicator, debit credit indicator, credit debit code, af bij, bij af, s h, soll haben, sign, direction,
        dare avere, debe haber, signe, sens, debet kredit, bevetel kiadas, t j, vorzeichen, richtung, inflow
        outflow, 입출금구분, 입출금, 借贷标志, 收支, 取引区分, debito credito,
        transaction type, type, details, entry type,
        booking type, kind
        """
    ),
    "balance": listed(
        """
        running balance, balance, balance after, account balance, book balance, closing balance, saldo, saldo na
        trn, saldo na mutatie, solde, kontostand, saldo nach buchung, saldo contabile, egyenleg, saldo po
        operacji, zustatek, zostatok, bakiye, остаток, υπολοιπο, 거래후잔액, 잔액,
        거래 후 잔액, 残高, 差引残高, 余额, 账户余额, balance
        amount, saldo disponible, bokfort saldo, saldo posledni, balance after transaction, ending balance,
        ledger balance
        """
    ),
    "currency": listed(
        """
        currency, ccy, curr, currency code, transaction currency, account currency, waehrung, wahrung,
        buchungswahrung, kontowahrung, valuta code, munt, muntsoort, valutasoort, devise, monnaie, monn, divisa,
        moneda, divisa cuenta, moeda, valuuta, mena, waluta, devizanem, tranzakcio devizaneme, para birimi,
        валюта, νομισμα, 통화, 通貨, 币种, 币别, 货币, valutakod
        """
    ),
    "payer": listed(
        """
        payer, payer name, payor name, sender name, originator name, partner name, counterparty name,
        counterparty, beneficiary, beneficiary party, name, merchant
        name, payee, remitter, sender, originator, debtor, debtor name, counteraccount name, beguenstigter
        zahlungspflichtiger, begunstigter zahlungspflichtiger, auftraggeber, zahlungspflichtiger, name
        zahlungsbeteiligter, auftraggeber empfanger, auftraggeber beguenstigter, zahlungsempfanger, naam
        debiteur, empfanger, empfaenger, gegenpartei, begunstigter, beguenstigter, einzahler, counter party, other
        party, paid by, received from, remitter name, payor, donneur d ordre, emetteur, deudor, pagador, pagatore,
        mittente, betalare, mottaker, modtager, platnik, platce,
        tegenpartij, naam, tegenpartij, contrepartie, nom contrepartie, nom du tiers, tiers, ordenante,
        beneficiario, contraparte, ordinante, controparte, motpart, avsandare, avsender, saaja maksaja, nadawca
        odbiorca, kontrahent, nazev protiuctu, partner neve, gonderen,
        контрагент, плательщик, 거래처, 보낸분, 의뢰인,
        相手先, 振込依頼人名, 对方户名, 交易对方, original description payee
        """
    ),
    "payer_account": listed(
        """
        partner iban, counterparty iban, counterparty account, partner account, bank account, payer account,
        kontonummer iban, iban zahlungsbeteiligter, tegenrekening, tegenrekening iban bban, tegenpartij iban,
        iban contrepartie, compte contrepartie, cuenta contraparte, konto motpart, numer rachunku kontrahenta,
        cislo protiuctu, protiucet, partner szamlaszama, bank account details, contra account, number, from
        account, rachunek nadawcy odbiorcy, счет контрагента, 对方账号, 상대계좌번호, kontonummer
        """
    ),
    "payer_bank": listed(
        """
        bic, bic swift code, swift, swift code, bic tegenpartij, partner bic, bank code, blz, bank, counterparty
        bic, counterparty bank, bic zahlungsbeteiligter, 对方开户行, 거래은행
        """
    ),
    "account": listed(
        """
        account, account number, account no, iban, iban bban, own account, auftragskonto, rekening, iban
        auftragskonto, iban auftraggeberkonto, auftraggeberkonto, rekeningnummer, numero de compte, compte,
        cuenta, numero de cuenta, conto, numero conto, conta, konto, kontonr, szamlaszam, account iban, tili,
        tilinumero, numer rachunku, cislo uctu, ucet, hesap no, счет,
        номер счета, 계좌번호, 口座番号, 账号, produit,
        account name, card no, umsatz getatigt von, kontobezeichnung
        """
    ),
    "text": listed(
        """
        description, details, narrative, memo, label, transaction details, transaction description, remittance
        information, remittance info, payment details, payment reference, message, reason, particulars, text,
        transaction text, description 1, description 2, description 3, notes, note, original description,
        verwendungszweck, buchungstext, text zum umsatz, transaktionsbeschreibung, transaktionsbeschreibung
        zusatz, zahlungszweck, betreff, omschrijving, omschrijving 1, omschrijving 2, omschrijving 3,
        mededelingen, mededeling, libelle, libelle operation, detail, detail de l ecriture, communication,
        communications, motif, informations complementaires, remarque, concepto, descripcion, concepto ampliado,
        observaciones, movimiento, descrizione, causale, descrizione operazione, descricao, descritivo,
        historico, meddelande, beskrivning, meddelelse, tekst, forklaring, beskrivelse, viesti, selite, opis,
        opis operacji, tytul, tytulem, tytul operacji, popis, zprava pro prijemce, kozlemeny, reszletek,
        aciklama, описание, назначение платежа, αιτιολογια, περιγραφη, 적요,
        내용, 거래내용, 기재내용, 摘要, お取引内容, 取引内容, 附言,
        用途, 交易摘要, message for payee, message for me, comments, additional information, info, item title,
        subject, dependencia origem, client note
        """
    ),
    "reference": listed(
        """
        bank reference, reference, reference number, reference no, ref, ref no, transaction id, id, transaction
        reference, transaction reference number, transaction number, n de transaction, record id, no de
        transaction, numero de transaction, fit id, buchungsreferenz, referenz, transactiereferentie, operation
        number, numero operation, referencia, numero de operacion, riferimento, numero operazione,
        arkistointitunnus, referens, numer referencyjny, id transakce, megbizas azonosito, dekont no, 交易流水号,
        流水号, 거래번호, 取引番号, numero do documento, documento, doc no, reference bancaire
        """
    ),
    "check": listed(
        """
        check number, check no, check, cheque number, cheque no, check or slip no, chq no, serial number, numero
        de cheque, cheque, assegno, schecknummer, numero cheque
        """
    ),
    "end_to_end": listed(
        """
        end to end id, end to end reference, sepa reference, kundenreferenz end to end, eref, client reference
        """
    ),
    "mandate": listed(
        """
        mandate, mandate reference, mandatsreferenz, machtigingskenmerk, mandate identification
        """
    ),
    "creditor": listed(
        """
        structured reference, creditor reference, betalingskenmerk, variable symbol, variable symbol 1,
        variabilni symbol, viite, viitenumero, kid, ocr, reference structuree, communication structuree
        """
    ),
    "status": listed(
        """
        status, state, statut, estado, stato, booking status, transaction status, 상태, 交易状态
        """
    ),
    "code": listed(
        """
        type, transaction type, code, transaction code, umsatzart, mutatiesoort, category, posting text,
        tranzakcio tipusa, type of transaction, payment type, tipo, bank transaction code, posting key
        """
    ),
}
#: Names that no bank statement has, but lists of customers, open items and remittance do.
NEVER = frozenset(
    {
        *(
            "customer number",
            "document number",
            "document type",
            "open amount",
            "due date",
            "item number",
            "vendor number",
        ),
        *("discount amount", "terms", "invoice amount", "credit limit", "order id"),
    }
)
#: What makes an amount another's: the currency of the shop, a fee, a tax.
_FOREIGN = re.compile(
    r"\b(?:original|originalbetrag|originalwahrung|foreign|local|instructed|converted|compensation|fee|fees|tax|vat|"
    r"exchange|ursprung\w*|refunded|disputed|available|shipping|amount currency|sous montant|cashback)\b"
)
CURRENCIES = frozenset(
    listed(
        """
        aed, ars, aud, bgn, bhd, brl, cad, chf, clp, cny, cop, czk, dkk, egp, eur, gbp, hkd, hrk, huf, idr,
        ils, inr, isk, jod, jpy, kes, krw, kwd, ltl, mad, mxn, myr, ngn, nok, nzd, omr, pen, php, pln, qar,
        ron, rub, sar, sek, sgd, thb, try, twd, uah, usd, vnd, zar
        """
    )
)
_ROLE_OF: dict[str, list[tuple[str, int]]] = {}
for _role, _names in NAMES.items():
    for _rank, _name in enumerate(_names):
        _ROLE_OF.setdefault(_name, []).append((_role, _rank))
#: Roles of which a table has one column at most; of the others every column is kept.
_SINGLE = frozenset(NAMES) - {"text"}


def known_words() -> frozenset[str]:
    """Return every name that a column of a bank's table may have."""
    return frozenset(_ROLE_OF)


@lru_cache(maxsize=8192)
def _roles(cell: str) -> tuple[tuple[str, int], ...]:
    """Return the roles a column's name may stand for, with how telling the name is for each."""
    name = plain(cell)
    if not name or (_FOREIGN.search(name) and name not in _ROLE_OF):
        return ()
    return tuple(_ROLE_OF.get(name) or _ROLE_OF.get(_without_currency(name)[0]) or ())


def _without_currency(name: str) -> tuple[str, str]:
    """Return a name without the currency in it, and the currency: `amount eur` is `amount`, EUR."""
    words = name.split()
    codes = [word for word in words if word in CURRENCIES]
    if len(codes) != 1:
        return name, ""
    return " ".join(word for word in words if word != codes[0]), codes[0].upper()


def currency_of(header: Sequence[str], columns: dict[str, tuple[int, ...]]) -> str:
    """Return the one currency that the names of the amount columns say, else empty."""
    said = {
        _without_currency(plain(header[place]))[1]
        for role in ("amount", "debit", "credit", "balance")
        for place in columns.get(role, ())
        if place < len(header)
    } - {""}
    return said.pop() if len(said) == 1 else ""


@lru_cache(maxsize=64)
def _named(header: tuple[str, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Give each column at most one role, the rarest roles first."""
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for role in NAMES:
        fits = sorted(
            (rank, place)
            for place, cell in enumerate(header)
            for name, rank in _roles(cell)
            if name == role and place not in taken
        )
        if fits:
            kept = [place for _, place in fits] if role not in _SINGLE else [fits[0][1]]
            found[role] = tuple(sorted(kept))
            taken.update(kept if role not in {"side", "code"} else ())
    return tuple(found.items())


def named(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the columns of a header by role, from 0."""
    return dict(_named(tuple(header)))


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names the columns of a bank's table: a day, an amount, and one thing more; no list of our own."""
    names = {plain(cell) for cell in cells if cell}
    if len(names) < 3 or names & NEVER:
        return False
    columns = named(cells)
    return (
        bool(columns.keys() & {"booked", "value"})
        and bool(columns.keys() & {"amount", "debit", "credit"})
        and len(columns) > 2
    )
