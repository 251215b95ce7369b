"""`tieout onboard`: applications to buy on credit, what they bring, what is decided; documents of customers."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, Note, asked, day

app = typer.Typer(help="Applications to buy on credit, documents of customers, decisions.", no_args_is_help=True)

Identity = Annotated[str, typer.Argument(metavar="APPLICATION", help="Its id, app_….")]
Customer = Annotated[str, typer.Argument(metavar="CUSTOMER")]
DocumentId = Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id, doc_….")]
Form = Annotated[Path, typer.Argument(metavar="FILE", help="A form in TOML; amounts are decimals.")]
File = Annotated[Path, typer.Argument(metavar="FILE")]
Codes = Annotated[
    list[str], typer.Option("--reason", metavar="CODE", help="SCORE, BUREAU, TOO_NEW, …; again for more.")
]


class To(StrEnum):
    """Where an application comes to."""

    SUBMITTED = "submitted"
    IN_VERIFICATION = "in_verification"
    IN_ANALYSIS = "in_analysis"
    WAITING_ON_APPLICANT = "waiting_on_applicant"
    WITHDRAWN = "withdrawn"


class Sort(StrEnum):
    """Who answers."""

    TRADE = "trade"
    BANK = "bank"


class Found(StrEnum):
    """What was found of a document."""

    VERIFIED = "verified"
    REJECTED = "rejected"


class Signed(StrEnum):
    """How a document was signed."""

    INK = "ink"
    ESIGN = "esign"
    PORTAL = "portal"


@app.command(epilog="Example: tieout onboard apply N100 applicant.toml --amount 100000.00 --terms NET30 --by rep")
def apply(
    context: typer.Context,
    customer: Customer,
    file: Form,
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help="The limit that is asked for.")],
    terms: Annotated[str, typer.Option(metavar="TERMS", help="The terms that are asked for.")],
    currency: Annotated[str, typer.Option(metavar="CODE", help="ISO 4217; else the entity's.")] = "",
    draft: Annotated[bool, typer.Option("--draft", help="The clock does not start yet.")] = False,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write an application down; a customer that is not known yet is made, as a prospect on cash."""
    from cli.acts import onboarding

    told = onboarding.Applied(customer, file, amount, terms, currency, draft=draft)
    onboarding.applied(asked(context, db, json), told, by)


@app.command(name="list", epilog="Example: tieout onboard list")
def listed(
    context: typer.Context,
    ended: Annotated[bool, typer.Option("--ended", help="Those that ended.")] = False,
    db: Db = "",
    json: Json = False,
) -> None:
    """List the applications that wait, those due first at the head."""
    from cli.acts import onboarding

    onboarding.listed(asked(context, db, json), ended=ended)


@app.command(epilog="Example: tieout onboard show app_6f1c…")
def show(context: typer.Context, application: Identity, db: Db = "", json: Json = False) -> None:
    """Show an application: checklist, score, every method of the limit, what the rules say."""
    from cli.acts import onboarding

    onboarding.shown(asked(context, db, json), application)


@app.command(epilog="Example: tieout onboard move app_6f1c… waiting_on_applicant --note 'bank letter' --by ana")
def move(
    context: typer.Context,
    application: Identity,
    to: To,
    note: Note = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Bring an application on its way; while it waits on the applicant the clock stands."""
    from cli.acts import onboarding

    onboarding.moved(asked(context, db, json), application, to.value, note, by)


@app.command(epilog="Example: tieout onboard reference app_6f1c… trade alder.toml --by ana")
def reference(
    context: typer.Context,
    application: Identity,
    sort: Sort,
    file: Form,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write what a trade or bank reference answered."""
    from cli.acts import onboarding

    onboarding.referred(asked(context, db, json), application, sort.value, file, by)


@app.command(epilog="Example: tieout onboard bureau N100 dnb.json --by ana")
def bureau(
    context: typer.Context, customer: Customer, file: File, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Keep a bureau's report of a customer: our JSON or CSV, or D&B's data blocks."""
    from cli.acts import onboarding

    onboarding.reported(asked(context, db, json), customer, file, by)


@app.command(epilog="Example: tieout onboard cash app_6f1c… --by ana")
def cash(context: typer.Context, application: Identity, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Let a prospect buy on cash (COD) while its application is looked at."""
    from cli.acts import onboarding

    onboarding.cash(asked(context, db, json), application, by)


@app.command(epilog="Example: tieout onboard approve app_6f1c… 60000.00 --terms NET30 --note 'sound' --by ana")
def approve(
    context: typer.Context,
    application: Identity,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT")],
    terms: Annotated[str, typer.Option(metavar="TERMS")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    reason: Codes = [],  # noqa: B006 - typer reads it
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Give a limit and terms; beyond your authority it waits for another person (tieout request approve)."""
    from cli.acts import onboarding

    onboarding.approved(asked(context, db, json), application, amount, terms, reasons=reason, note=note, by=by)


@app.command(epilog="Example: tieout onboard decline app_6f1c… --reason BUREAU --reason TOO_NEW --by ana")
def decline(
    context: typer.Context,
    application: Identity,
    reason: Codes = [],  # noqa: B006 - typer copies it
    note: Note = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Decline an application, with reasons; the sales rep is told."""
    from cli.acts import onboarding

    onboarding.declined(asked(context, db, json), application, reason, note, by)


@app.command(epilog="Example: tieout onboard document N100 w9 w9.pdf --signer 'Pat Polar' --signed-by esign --by rep")
def document(
    context: typer.Context,
    customer: Customer,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="Another word is refused with all there are: credit_application, w9, contract, …"
        ),
    ],
    file: File,
    jurisdiction: Annotated[str, typer.Option(metavar="PLACE", help="Where a certificate holds.")] = "",
    number: Annotated[str, typer.Option(metavar="NUMBER")] = "",
    signer: Annotated[str, typer.Option(metavar="NAME", help="Who signed it.")] = "",
    signed_by: Annotated[Signed | None, typer.Option(help="How.")] = None,
    valid_from: Annotated[str, typer.Option("--from", metavar="DATE", help="Else today.")] = "",
    valid_until: Annotated[str, typer.Option("--until", metavar="DATE", help="Its last day, where it has one.")] = "",
    interest: Annotated[str, typer.Option(metavar="PERCENT", help="Late interest a year that it agrees.")] = "",
    venue: Annotated[str, typer.Option(metavar="TEXT", help="Where courts sit.")] = "",
    guaranty: Annotated[str, typer.Option(metavar="NAME", help="Who guarantees.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Keep a document of a customer, its file as it is."""
    from cli.acts import onboarding

    how = signed_by.value if signed_by else ""
    dates, clauses = (valid_from, valid_until), (interest, venue, guaranty)
    told = onboarding.Handed(customer, kind, file, jurisdiction, number, signer, how, dates, clauses)
    onboarding.handed(asked(context, db, json), told, by)


@app.command(epilog="Example: tieout onboard judge doc_6f1c… verified --by ana")
def judge(
    context: typer.Context,
    document_id: DocumentId,
    found: Found,
    note: Note = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write that a document is verified, or rejected and why."""
    from cli.acts import onboarding

    onboarding.judged(asked(context, db, json), document_id, found.value, note, by)


@app.command(epilog="Example: tieout onboard documents N100")
def documents(context: typer.Context, customer: Customer, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """List a customer's documents and how each counts on a day."""
    from cli.acts import onboarding

    onboarding.documents_of(asked(context, db, json), customer, day(as_of))


@app.command(epilog="Example: tieout onboard fetch doc_6f1c… w9.pdf")
def fetch(context: typer.Context, document_id: DocumentId, file: File, db: Db = "", json: Json = False) -> None:
    """Write a document's file as it came; one whose bytes have changed is refused."""
    from cli.acts import onboarding

    onboarding.fetched(asked(context, db, json), document_id, file)


@app.command(epilog="Example: tieout onboard tasks")
def tasks(
    context: typer.Context,
    end: Annotated[str, typer.Option(metavar="TASK", help="End this one.")] = "",
    note: Note = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """List what somebody has to see to about accounts, or end a task with what became of it."""
    from cli.acts import onboarding

    onboarding.tasks(asked(context, db, json), end, note, by)


@app.command(epilog="Example: tieout onboard nightly")
def nightly(context: typer.Context, as_of: Day = None, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Look at every account for a day, once: what ends soon, what has to be reviewed."""
    from cli.acts import onboarding

    onboarding.nightly(asked(context, db, json), day(as_of), by)
