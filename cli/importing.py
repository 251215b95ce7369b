"""`tieout import`: what comes in as a sheet, CSV, XLSX or Parquet; each says its columns."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import Db, Json, Partial, asked

app = typer.Typer(help="Customers, open items, terms and more from CSV, XLSX or Parquet.", no_args_is_help=True)
Sheet = Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX or Parquet.")]


@app.command(epilog="Example: tieout import customers customers.csv")
def customers(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take customers.

    Columns: customer_number, name, parent_number, terms, currency, credit_limit. Kept where given: entity, aliases
    (separated by |), email, phone, address, tax_id, duns (both name the customer as payer of ACH), risk_class,
    collector, sales_rep. Other columns are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "customers", file, partial=partial)


@app.command(epilog="Example: tieout import items open_items.csv")
def items(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take open items.

    Columns: document_number, document_type, customer_number, issue_date, due_date, currency, amount, open_amount,
    po_number, terms. Kept where given: entity, order_number, delivery_number, tax_amount, freight_amount,
    description. Other columns are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "items", file, partial=partial)


@app.command("payer-links", epilog="Example: tieout import payer-links links.csv")
def payer_links(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take what names a payer.

    Columns: kind (account, company_id, name, virtual_account), key, customer_number. Kept where given: support (how
    often it was confirmed, else 3), negative (yes: this key is not that customer). Other columns are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "payer-links", file, partial=partial)


@app.command(epilog="Example: tieout import terms terms.csv")
def terms(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take terms of payment, an instalment a row.

    Columns: terms (the code items and customers name), due: net(30), eom_then_days(30), days_then_eom(30),
    prox(10, months=2, cutoff=25) or fixed(2026-12-01). Kept where given: share (40%, an amount, or empty for the
    rest), discounts (3% net(10); 2% net(20)), basis (invoice, ship, goods, statement), roll (none, following,
    preceding), grace_days, name, valid_from, entity. Other columns are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "terms", file, partial=partial)


@app.command(epilog="Example: tieout import holidays holidays.csv")
def holidays(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take the days without business, to which no due day rolls.

    Columns: date. Kept where given: name, closed (no: a business day after all), entity. Other columns are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "holidays", file, partial=partial)


@app.command(epilog="Example: tieout import accounts accounts.csv")
def accounts(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take the entity's own account numbers, for postings from now on.

    Columns: role (docs/reference/kinds.md), account. Kept where given: name, entity. Other columns are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "accounts", file, partial=partial)


@app.command(epilog="Example: tieout import authorities authorities.csv")
def authorities(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take who may approve what.

    Columns: person (empty: the cap of all), kind (as of requests), high. Kept where given: low, currency, valid_from,
    valid_until, entity. Other columns are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "authorities", file, partial=partial)


@app.command(epilog="Example: tieout import rates rates.csv")
def rates(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take exchange rates.

    Columns: currency, date, rate (of the entity's currency for one of this). Kept where given: entity. Other columns
    are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "rates", file, partial=partial)


@app.command(epilog="Example: tieout import receipts receipts.csv")
def receipts(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take receipts that another system has booked, as opening balances.

    Columns: receipt_id, received_on, amount, balance (what is left, negative). Kept where given: currency,
    customer_number, held_in (on_account), status (reversed ones and the like are passed over), entity. Other columns
    are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "receipts", file, partial=partial)


@app.command(epilog="Example: tieout import sendings sendings.csv")
def sendings(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take what became of documents on their way to customers.

    Columns: document_number, event (sent, delivered, accepted, bounced, rejected), date. Kept where given:
    document_type (else invoice), channel, note, entity. Other columns are ignored.
    """
    from cli import taking

    taking.sheet(asked(context, db, json), "sendings", file, partial=partial)
