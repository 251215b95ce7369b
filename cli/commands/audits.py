"""`tieout audit`: postings drawn by chance, answered blind; decoys; and the proof of the trail itself."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Db, Json, asked

audit_app = typer.Typer(
    help="What chance drew of the automatic postings, answered blind; the proof of the trail.", no_args_is_help=True
)
DAYS = "%Y-%m-%d"
Audit = Annotated[str, typer.Argument(metavar="AUDIT", help="The id that `tieout audit list` shows.")]


@audit_app.command("list", epilog="Example: tieout audit list")
def list_audits(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List the audits that wait; what was posted is not told."""
    from cli.acts import audits

    audits.listed(asked(context, db, json))


@audit_app.command(epilog="Example: tieout audit show aud_3kq5w0v9c2h8x1ab --customer C100")
def show(
    context: typer.Context,
    audit: Audit,
    customer: Annotated[str, typer.Option(metavar="NUMBER", help="List his items as they stood.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Show the bank's words of an audit, and a customer's items as they would stand without the posting."""
    from cli.acts import audits

    audits.shown(asked(context, db, json), audit, customer)


@audit_app.command(epilog="Example: tieout audit answer aud_3kq5w0v9c2h8x1ab --item INV-1=1250.00")
def answer(
    context: typer.Context,
    audit: Audit,
    item: Annotated[list[str] | None, typer.Option(metavar="ITEM=CASH", help="What it pays; may be repeated.")] = None,
    lines: Annotated[
        Path | None, typer.Option("--lines", metavar="FILE", help="Lines as JSON, with differences.")
    ] = None,
    on_account: Annotated[str, typer.Option(metavar="CUSTOMER", help="It stays on this customer's account.")] = "",
    not_ar: Annotated[bool, typer.Option("--not-ar", help="It is no customer's payment.")] = False,
    park: Annotated[str, typer.Option(metavar="NOTE", help="Leave it for later.")] = "",
    by: By = "reviewer",
    db: Db = "",
    json: Json = False,
) -> None:
    """Answer an audit as if nothing had been posted; then the posting is shown beside the answer."""
    from cli.acts import audits

    said = audits.Said(item or [], lines, on_account, not_ar=not_ar, park=park)
    audits.answered(asked(context, db, json), audit, said, by)


@audit_app.command(epilog="Example: tieout audit reverse aud_3kq5w0v9c2h8x1ab")
def reverse(
    context: typer.Context,
    audit: Audit,
    by: By = "reviewer",
    db: Db = "",
    json: Json = False,
) -> None:
    """Reverse a posting that its audit contradicted."""
    from cli.acts import audits

    audits.reversed_posting(asked(context, db, json), audit, by)


@audit_app.command(epilog="Example: tieout audit decoys")
def decoys(
    context: typer.Context,
    seed: Annotated[str, typer.Option(help="Another seed plants other decoys.")] = "1",
    by: By = "engine",
    db: Db = "",
    json: Json = False,
) -> None:
    """Decide the newest run once more with items nobody owes in its book, and count how often one is taken."""
    from cli.acts import audits

    audits.planted(asked(context, db, json), seed, by)


@audit_app.command(epilog="Example: tieout audit pack 2026-10-01 2026-12-31 --out pack.zip --ask 'for the audit'")
def pack(
    context: typer.Context,
    first: Annotated[datetime, typer.Argument(metavar="FROM", formats=[DAYS], help="The first day, YYYY-MM-DD.")],
    last: Annotated[datetime, typer.Argument(metavar="TO", formats=[DAYS], help="The last day.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The ZIP that is written.")] = Path("evidence.zip"),
    ask: Annotated[str, typer.Option(metavar="NOTE", help="Ask a second person to review it.")] = "",
    by: By = "reviewer",
    db: Db = "",
    json: Json = False,
) -> None:
    """Run every control over a period and write all it looked at, what broke it and a sample; exit 1 on exceptions."""
    from cli.acts import evidence

    evidence.packed(asked(context, db, json), (first.date(), last.date()), out, ask, by)


@audit_app.command(epilog="Example: tieout audit conflicts --all")
def conflicts(
    context: typer.Context,
    whole: Annotated[bool, typer.Option("--all", help="Those that are closed too.")] = False,
    db: Db = "",
    json: Json = False,
) -> None:
    """List the duties at odds that the night found in one person, with owner and state; exit 1 where one is open."""
    from cli.acts import evidence

    evidence.conflicts_listed(asked(context, db, json), whole=whole)


@audit_app.command(epilog="Example: tieout audit accept dco_3kq5… --until 2026-12-31 --reason 'two of us' --by boss")
def accept(
    context: typer.Context,
    conflict: Annotated[str, typer.Argument(metavar="CONFLICT", help="The id that `tieout audit conflicts` shows.")],
    until: Annotated[datetime, typer.Option(metavar="DATE", formats=[DAYS], help="The last day it may stand.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, and what is looked at instead.")],
    by: By = "reviewer",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to let a conflict of duties stand until a day; a second person, not whom it is about, decides."""
    from cli.acts import evidence

    evidence.accepted(asked(context, db, json), conflict, until.date(), reason, by)


@audit_app.command(epilog="Example: tieout audit verify --json")
def verify(
    context: typer.Context,
    holds: Annotated[
        str, typer.Option(metavar="NO:HASH", help="What an earlier verify printed last: it must still be so.")
    ] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Recompute the hash of every command and its rows; a broken chain is told with its first row, and exit code 1."""
    from cli.acts import trail

    trail.verified(asked(context, db, json), holds)
