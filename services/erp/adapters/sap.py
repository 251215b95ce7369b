"""SAP S/4HANA: money and deductions are posted first, then what is settled whole is cleared; both are answered later.

SOAP services of SAP_COM_0002: *Journal Entry – Post* and *Journal Entry – Clearing*, both asynchronous. Clearing posts
nothing, so that it never settles a difference: what is let go of an invoice is a line of the first document. Money that
lay on account and pays something later is taken from there by a posting of its own. No service resets a clearing.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from kit.money import decimal
from services.erp.adapters.adapter import Adapter
from services.erp.records import Booked, Instruction, Line, Request, Told, UntoldError, digits, minor, read

NAMESPACE = "http://sap.com/xi/SAPSCORE/SFIN"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
POST = "/sap/bc/srt/scs_ext/sap/journalentrybulkcreationreques"
CLEAR = "/sap/bc/srt/scs_ext/sap/journalentrybulkclearingreques"
ITEMS = "/sap/opu/odata/sap/API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube"
#: What is let go of a document -> the name under which the installation says its G/L account.
LET_GO = {"discount": "discount_account", "write_off": "write_off_account"}
DEBIT, CREDIT = "S", "H"


def steps(instruction: Instruction) -> tuple[str, ...]:
    """Return the documents in order: the clearing only where something is settled whole."""
    return ("post", "clear") if any(line.settles for line in _told(instruction)) else ("post",)


def _told(instruction: Instruction) -> tuple[Line, ...]:
    """Return the lines that a document is to book: all of a receipt that is new, of one that stands what is added.

    None where more changed than that, what was let go of a document told before among it.
    """
    if not instruction.base:
        return instruction.lines
    stood, added = {_whole(line) for line in instruction.before}, instruction.added
    return added if all(_whole(line) in stood for line in instruction.lines if line not in added) else ()


def _whole(line: Line) -> tuple[str | int, ...]:
    """Return all that is booked of a document."""
    return (line.document, line.type, line.cash, line.discount, line.write_off, line.deduction)


def write(instruction: Instruction, told: Told) -> Request:
    """Return the SOAP request of a step. UntoldError for a change of what stands: reset the clearing in SAP."""
    if instruction.base and not _told(instruction):
        raise UntoldError(
            f"change {instruction.base} in SAP (reset its clearing, or clear the rest), then say confirmed"
        )
    kind, path = ("Clearing", CLEAR) if told.step == 2 else ("Create", POST)
    entry = _clearing(instruction, told) if told.step == 2 else _posting(instruction, told)
    name = f"{told.reference}-{told.attempt}"  # SAP takes each message once
    created = f"<CreationDateTime>{instruction.gl_on}T00:00:00Z</CreationDateTime>"
    head = f"<MessageHeader><ID>{name}</ID>{created}</MessageHeader>"
    inner = (
        f"<JournalEntry{kind}Request>{head}<JournalEntry>{''.join(entry)}</JournalEntry></JournalEntry{kind}Request>"
    )
    bulk = f"<sfin:JournalEntryBulk{kind}Request>{head}{inner}</sfin:JournalEntryBulk{kind}Request>"
    names = f'xmlns:soapenv="{SOAP}" xmlns:sfin="{NAMESPACE}"'
    whole = f"<soapenv:Envelope {names}><soapenv:Body>{bulk}</soapenv:Body></soapenv:Envelope>"
    message = uuid5(NAMESPACE_URL, f"{NAMESPACE}/{name}").hex.upper()
    return Request("POST", f"{path}?MessageId={message}", whole.encode(), "text/xml; charset=utf-8")


def find(instruction: Instruction, told: Told) -> Request:
    """Return how the lines of the first step are found by our reference: a clearing stands on them, with no line."""
    company = told.names["company_code"]
    wanted = f"DocumentReferenceID eq '{instruction.reference(1)}' and CompanyCode eq '{company}'"
    return Request("GET", f"{ITEMS}?{urlencode({'$filter': wanted, '$format': 'json'}, quote_via=quote)}")


def found(body: bytes, instruction: Instruction, told: Told) -> tuple[Booked, ...]:
    """Return the documents of an answer: the posted ones, or for the second step what cleared their lines."""
    documents: dict[str, list[dict[str, Any]]] = {}
    for row in read(body).get("d", {}).get("results", []):
        if row.get("DocumentReferenceID") == instruction.reference(1):
            name = _name(row) if told.step == 1 else digits(row.get("ClearingAccountingDocument"))
            documents.setdefault(name, []).append(row)
    documents.pop("", None)  # not cleared
    return tuple(_booked(name, rows, instruction, told) for name, rows in documents.items())


def expected(instruction: Instruction, told: Told) -> Booked:
    """Return what SAP holds after a step: the money and what it names, or which documents are cleared."""
    lines = _told(instruction)
    if told.step == 2:
        return Booked(told.reference, "", 0, {line.document: line.settled for line in lines if line.settles})
    return Booked(told.reference, "", instruction.amount, {line.document: line.settled for line in lines})


def _booked(name: str, rows: list[dict[str, Any]], instruction: Instruction, told: Told) -> Booked:
    """Return a document as what it holds: a clearing has no money of its own, nor has what takes from the account."""
    cash, lines = instruction.amount if instruction.base and told.step == 1 else 0, dict[str, int]()
    names = instruction.numbers
    for row in rows:
        amount = minor(row["AmountInTransactionCurrency"], instruction.currency)
        if invoice := digits(row.get("InvoiceReference")):
            of_year = f"{digits(row.get('InvoiceReferenceFiscalYear'))}/{invoice}"
            ours = names.get(of_year) or names.get(invoice, invoice)
            lines[ours] = lines.get(ours, 0) - amount
        elif told.step == 1 and row.get("GLAccount") == told.names["bank_account"]:
            cash += amount
    return Booked(told.reference, name, cash, lines)


def _posting(instruction: Instruction, told: Told) -> Iterator[str]:
    """Yield the first document: the bank, what is let go, what the customer still owes, and what is paid of each."""
    yield _fields(
        OriginalReferenceDocumentType="BKPFF",
        BusinessTransactionType="RFBU",
        AccountingDocumentType=told.names.get("document_type", "DZ"),
        DocumentReferenceID=told.reference,
        DocumentHeaderText=instruction.bank_reference[:25],
        CreatedByUser=_user(told),
        CompanyCode=told.names["company_code"],
        DocumentDate=instruction.received_on,
        PostingDate=instruction.gl_on,
    )
    rows = list(_rows(instruction, told))
    for place, (account, side, amount, invoice) in enumerate(rows, 1):
        debtor = not account
        tag = "DebtorItem" if debtor else "Item"
        named = (
            f"<Debtor>{escape(_debtor(instruction))}</Debtor>"
            if debtor
            else f"<GLAccount>{escape(account)}</GLAccount>"
        )
        currency = f"AmountInTransactionCurrency currencyCode={quoteattr(instruction.currency)}"
        money = f"<{currency}>{amount}</AmountInTransactionCurrency>"
        refers = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in _refers(invoice))
        assigned = _on_account(instruction) if debtor and not invoice else told.reference
        yield (
            f"<{tag}><ReferenceDocumentItem>{place}</ReferenceDocumentItem>{named}{money}"
            f"<DebitCreditCode>{side}</DebitCreditCode>{refers}"
            f"<AssignmentReference>{assigned}</AssignmentReference></{tag}>"
        )


def _refers(invoice: str) -> Iterator[tuple[str, str]]:
    """Yield what names an invoice: its number, and its year where it is told as `2025/1900000123`."""
    year, _, named = invoice.rpartition("/")
    if named:
        yield "InvoiceReference", named
    if year:
        yield "InvoiceReferenceFiscalYear", year


def _rows(instruction: Instruction, told: Told) -> Iterator[tuple[str, str, str, str]]:
    """Yield each line as account (none: the customer's), side, signed amount, and the invoice it names."""

    def row(account: str, minor_units: int, invoice: str = "") -> tuple[str, str, str, str]:
        side = DEBIT if minor_units > 0 else CREDIT
        return account, side, decimal(minor_units, instruction.currency), invoice

    lines = _told(instruction)
    taken = sum(line.cash for line in lines)
    if not instruction.base:
        yield row(told.names["bank_account"], instruction.amount)
    elif taken:
        yield row("", taken)
    for line in lines:
        for part, name in LET_GO.items():
            if let_go := getattr(line, part):
                yield row(_account(told, name, line), let_go)
        if line.deduction:
            yield row("", line.deduction)
        yield row("", -line.settled, line.erp_id or line.document)
    if not instruction.base and (rest := instruction.amount - instruction.applied):
        yield row("", -rest)


def _on_account(instruction: Instruction) -> str:
    """Return what lines without an invoice are assigned to, at most 18 letters: a receipt's, which clear each other."""
    return escape(instruction.receipt_id.removeprefix("rcp_")[:18].upper())


def _clearing(instruction: Instruction, told: Told) -> Iterator[str]:
    """Yield the clearing: each document settled whole, and the line of the first step that settles it."""
    yield _fields(
        CompanyCode=told.names["company_code"],
        AccountingDocumentType=told.names.get("document_type", "DZ"),
        DocumentDate=instruction.received_on,
        PostingDate=instruction.gl_on,
        CurrencyCode=instruction.currency,
        DocumentHeaderText=instruction.bank_reference[:25],
        ReferenceDocument=told.reference,
        CreatedByUser=_user(told),
    )
    places = _places(instruction, told)
    settled = [line for line in _told(instruction) if line.settles]
    items = [
        item
        for line in settled
        for item in ((line.erp_id or line.document, 1), (told.earlier[0], places[line.document]))
    ]
    yield from (_open_item(instruction, told, item, at) for at, item in enumerate(items, 1))


def _places(instruction: Instruction, told: Told) -> dict[str, int]:
    """Return the line of the first step that settles each document."""
    named = {row[3]: place for place, row in enumerate(_rows(instruction, told), 1) if row[3]}
    return {line.document: named[line.erp_id or line.document] for line in _told(instruction)}


def _open_item(instruction: Instruction, told: Told, item: tuple[str, int], at: int) -> str:
    """Return an open item to clear, a document and its line; an invoice of another year is `2025/1900000123`."""
    own, _, named = item[0].rpartition("/")
    year = told.earlier[0].partition("/")[0]
    told_of = _fields(
        ReferenceDocumentItem=str(at),
        CompanyCode=told.names["company_code"],
        AccountType="D",
        APARAccount=_debtor(instruction),
        FiscalYear=own or year,
        AccountingDocument=named,
        AccountingDocumentItem=str(item[1]),
    )
    return f"<APARItems>{told_of}</APARItems>"


def _fields(**fields: str) -> str:
    """Return elements in their order, which the services keep to."""
    return "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())


def _user(told: Told) -> str:
    """Return who is said to have entered a document: twelve letters at most."""
    return told.names.get("created_by", "TIEOUT")[:12]


def _debtor(instruction: Instruction) -> str:
    """Return the customer as SAP numbers it."""
    return instruction.customer_erp or instruction.customer


def _account(told: Told, name: str, line: Line) -> str:
    """Return an account. UntoldError where the installation does not say it."""
    if name not in told.names:
        raise UntoldError(f"{line.document}: names lack {name}")
    return told.names[name]


def _name(row: dict[str, Any]) -> str:
    """Return a document as year and number."""
    return f"{digits(row['FiscalYear'])}/{digits(row['AccountingDocument'])}"


ADAPTER = Adapter(
    "sap",
    "SAP S/4HANA",
    needs=("company_code", "bank_account"),
    queued=True,
    ripens=True,
    steps=steps,
    write=write,
    find=find,
    found=found,
    expected=expected,
)
