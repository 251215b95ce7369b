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
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "customers", file, partial=partial)


@app.command(epilog="Example: tieout import items open_items.csv")
def items(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take open items.

    Columns: document_number, document_type, customer_number, issue_date, due_date, currency, amount, open_amount,
    po_number, terms (else those the customer had on the day, or the site that bill_to names). Kept where given:
    entity, booked_as (issued: revenue, tax and freight are booked here; else another system has booked it),
    order_number, delivery_number, tax_amount, freight_amount, description. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "items", file, partial=partial)


@app.command("payer-links", epilog="Example: tieout import payer-links links.csv")
def payer_links(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take what names a payer.

    Columns: kind (account, company_id, name, virtual_account), key, customer_number. Kept where given: support (how
    often it was confirmed, else 3), negative (yes: this key is not that customer). Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "payer-links", file, partial=partial)


@app.command(epilog="Example: tieout import terms terms.csv")
def terms(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take terms of payment, an instalment a row.

    Columns: terms (the code items and customers name), due: net(30), eom_then_days(30), days_then_eom(30),
    prox(10, months=2, cutoff=25) or fixed(2026-12-01). Kept where given: share (40%, an amount, or empty for the
    rest), discounts (3% net(10); 2% net(20)), basis (invoice, ship, goods, statement), roll (none, following,
    preceding), grace_days, name, valid_from, entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "terms", file, partial=partial)


@app.command(epilog="Example: tieout import holidays holidays.csv")
def holidays(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take the days without business, to which no due day rolls.

    Columns: date. Kept where given: name, closed (no: a business day after all), entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "holidays", file, partial=partial)


@app.command(epilog="Example: tieout import accounts accounts.csv")
def accounts(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take the entity's own account numbers, for postings from now on.

    Columns: role (docs/reference/kinds.md), account (of the chart, where one is kept). Kept where given: name,
    valid_from (the first GL day), entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "accounts", file, partial=partial)


@app.command(epilog="Example: tieout import authorities authorities.csv")
def authorities(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take who may approve what; a second person lets it hold (tieout request approve).

    Columns: person (empty: the cap of all), kind (as of requests), high. Kept where given: low, currency, valid_from,
    valid_until, entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "authorities", file, partial=partial)


@app.command(epilog="Example: tieout import rates rates.csv")
def rates(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take exchange rates.

    Columns: currency, date, rate (of the entity's currency for one of this). Kept where given: entity. Other columns
    are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "rates", file, partial=partial)


@app.command(epilog="Example: tieout import receipts receipts.csv")
def receipts(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take receipts that another system has booked, as opening balances.

    Columns: receipt_id, received_on, amount, balance (what is left, negative). Kept where given: currency,
    customer_number, held_in (on_account), status (reversed ones and the like are passed over), entity. Other columns
    are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "receipts", file, partial=partial)


@app.command(epilog="Example: tieout import sendings sendings.csv")
def sendings(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take what became of documents on their way to customers.

    Columns: document_number, event (sent, delivered, accepted, bounced, rejected), date. Kept where given:
    document_type (else invoice), channel, note, entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "sendings", file, partial=partial)


@app.command(epilog="Example: tieout import sites sites.csv")
def sites(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take places of customers; a change of one that is there waits for a second person.

    Columns: customer_number, code. Kept where given: roles (bill_to, ship_to, remit_from, separated by |), name,
    address, tax_jurisdiction, tax_group, terms, valid_from, valid_until, entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "sites", file, partial=partial)


@app.command(epilog="Example: tieout import contacts contacts.csv")
def contacts(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take people at customers.

    Columns: customer_number, name. Kept where given: roles (ap, controller, owner, buyer, sales, legal, guarantor,
    separated by |), email, phone, channel, hours, do_not_email (yes), bounced_on, valid_from, valid_until, entity.
    Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "contacts", file, partial=partial)


@app.command(epilog="Example: tieout import assignments assignments.csv")
def assignments(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take who of us minds which customer, and on which days.

    Columns: customer_number, role (collector, sales_rep, credit_analyst), person. Kept where given: valid_from,
    valid_until, entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "assignments", file, partial=partial)


@app.command("statement-preferences", epilog="Example: tieout import statement-preferences preferences.csv")
def statement_preferences(
    context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False
) -> None:
    """Take how customers want their statements, which the report `statements` obeys.

    Columns: customer_number, kind (open_item, balance_forward, none). Kept where given: consolidated (yes: a section
    in the statement of its topmost parent, which goes as that one wants it), form (pdf, xlsx, csv; else pdf), cadence
    (week, month, quarter; else month), valid_from, valid_until, entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "statement-preferences", file, partial=partial)


@app.command(epilog="Example: tieout import papers papers.csv")
def papers(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take papers of customers, with the days they hold.

    Columns: customer_number, kind (credit_application, w9, resale_certificate, exemption_certificate, guaranty,
    contract, financials, ucc_filing, terms_acceptance). Kept where given: jurisdiction, number (of a
    terms_acceptance the terms), signer, sha256, note, valid_from, valid_until (when it expires), entity. Other
    columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "papers", file, partial=partial)


@app.command(epilog="Example: tieout import reviews reviews.csv")
def reviews(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take when customers' files were looked at.

    Columns: customer_number, reviewer, valid_from (the day). Kept where given: note, valid_until (when the next is
    due, else by the customer's risk class), entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "reviews", file, partial=partial)


@app.command(epilog="Example: tieout import entities entities.csv")
def entities(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take what legal entities are called and where they are.

    Columns: name. Kept where given: entity, address, tax_id, remit_to, valid_from, valid_until. Other columns are
    ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "entities", file, partial=partial)


@app.command("gl-accounts", epilog="Example: tieout import gl-accounts chart.csv")
def gl_accounts(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take the entity's chart of accounts; roles are then mapped to accounts of it alone.

    Columns: code, name, kind (asset, liability, equity, income, expense). Kept where given: valid_from,
    valid_until, entity. Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "gl-accounts", file, partial=partial)


@app.command(epilog="Example: tieout import languages languages.csv")
def languages(context: typer.Context, file: Sheet, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take the languages in which customers are written to.

    Columns: customer_number, language (de, en, es, fr, it, nl). Other columns are ignored.
    """
    from cli.acts import intake

    intake.sheet(asked(context, db, json), "languages", file, partial=partial)
