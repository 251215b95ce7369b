"""The command tree: what can be typed and how it reads; each command loads what it needs only when it runs."""

import gc
import os
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.commands import compare, events, knowledge, requests, search, simulation, works
from cli.groups import GROUPS
from cli.options import By, Day, Db, Json, Partial
from cli.options import asked as _asked
from cli.options import day as _day
from cli.sections import Sectioned
from kit.refusals import Refused

EXIT_REFUSED = 1
#: What is taken from the rights of every file we make: its group may read it, nobody else of the machine.
NOT_FOR_OTHERS = 0o027
#: How many more objects than were freed let Python look for rings of them. A command keeps most of what it makes to its
#: end: looked over every 700 objects, as is usual, that alone is a fifth of a large run.
LOOKED_OVER_EVERY = 200_000

app = typer.Typer(
    name="tieout",
    cls=Sectioned,
    help="Cash application: bank files in, proven postings out.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
db_app = typer.Typer(help="The database: schema, proof, copies.", no_args_is_help=True)
mapping_app = typer.Typer(help="How banks' tables (CSV, XLSX) are read; confirmed once.", no_args_is_help=True)
lockbox_app = typer.Typer(help="How a lockbox's columns lie; confirmed once.", no_args_is_help=True)
policy_app = typer.Typer(help="What may be posted without a person.", no_args_is_help=True)
app.add_typer(db_app, name="db")
app.add_typer(policy_app, name="policy")
app.add_typer(mapping_app, name="mapping")
app.add_typer(lockbox_app, name="lockbox")
for _name, _group in GROUPS.items():
    app.add_typer(_group, name=_name)
app.command("worker", epilog="Example: tieout worker")(works.worker)

Table = Annotated[Path, typer.Argument(metavar="FILE", help="A bank statement as CSV or XLSX.")]
Cluster = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Scheduler of a Dask cluster that decides; else TIEOUT_MATCH_CLUSTER.")
]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Bank files of any format; known by content.")]


class Kind(StrEnum):
    """What can be exported."""

    RECEIPTS = "receipts"
    APPLICATIONS = "applications"
    EXCEPTIONS = "exceptions"
    POSTINGS = "postings"
    ITEMS = "items"
    FINDINGS = "findings"
    ACCOUNTS = "accounts"
    BASE_POSTINGS = "base_postings"
    CUSTOMERS = "customers"
    TERMS = "terms"
    NOT_RECEIVED = "not_received"
    SITES = "sites"
    CONTACTS = "contacts"
    ASSIGNMENTS = "assignments"
    STATEMENT_PREFERENCES = "statement_preferences"
    PAPERS = "papers"
    REVIEWS = "reviews"
    GL_ACCOUNTS = "gl_accounts"
    ENTITIES = "entities"
    RATES = "rates"
    HOLIDAYS = "holidays"
    AUTHORITIES = "authorities"
    LANGUAGES = "languages"
    PAYER_LINKS = "payer_links"


class Form(StrEnum):
    """How a table is written."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"


class Shown(StrEnum):
    """How a report is shown."""

    TABLE = "table"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    JSON = "json"
    PARQUET = "parquet"
    ZIP = "zip"


@app.callback()
def everywhere(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Cash application: bank files in, proven postings out.

    Example: tieout import customers customers.csv; tieout import items open_items.csv; tieout run *.bai *.ach
    """
    context.obj = {"db": db, "json": json}


@db_app.command(epilog="Example: tieout db upgrade")
def upgrade(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Bring the schema to the newest."""
    from cli.acts import database

    database.upgrade(_asked(context, db, json))


@db_app.command(epilog="Example: tieout db check")
def check(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Prove every invariant of the books; exit 1 where one is broken."""
    from cli.acts import database

    database.check(_asked(context, db, json))


@db_app.command(epilog="Example: tieout db grant tieout_service")
def grant(context: typer.Context, role: str, db: Db = "", json: Json = False) -> None:
    """Let a role of PostgreSQL read and add, and nothing else: what the service signs in as."""
    from cli.acts import database

    database.grant(_asked(context, db, json), role)


@db_app.command(epilog="Example: tieout db backup books-2026-11-20.db")
def backup(context: typer.Context, path: Path, db: Db = "", json: Json = False) -> None:
    """Copy the books while they are open."""
    from cli.acts import database

    database.backup(_asked(context, db, json), path)


@db_app.command(epilog="Example: tieout db restore books-2026-11-20.db")
def restore(context: typer.Context, path: Path, db: Db = "", json: Json = False) -> None:
    """Put a copy where no books are yet."""
    from cli.acts import database

    database.restore(_asked(context, db, json), path)


@mapping_app.command(epilog="Example: tieout mapping guess statement.csv -o mapping.json")
def guess(
    context: typer.Context,
    file: Table,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the mapping.")] = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Say how a bank's table would be read, with its first rows; nothing changes."""
    from cli.acts import mappings

    mappings.guess(_asked(context, db, json), file, output)


@mapping_app.command(epilog="Example: tieout mapping confirm statement.csv --answer day_order=dmy")
def confirm(
    context: typer.Context,
    file: Table,
    body: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="The mapping as JSON, else the guess.")
    ] = None,
    answer: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="What the guess asks.")] = None,
    by: By = "cli",
    db: Db = "",
    json: Json = False,
) -> None:
    """Confirm how a bank's table and all with its columns are read."""
    from cli.acts import mappings

    mappings.confirm(_asked(context, db, json), file, body, answer or [], by)


@mapping_app.command("list", epilog="Example: tieout mapping list")
def list_mappings(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List the confirmed mappings."""
    from cli.acts import mappings

    mappings.listed(_asked(context, db, json), "mapping")


@mapping_app.command(epilog="Example: tieout mapping withdraw 'date|description|amount'")
def withdraw(context: typer.Context, key: Annotated[str, typer.Argument()], db: Db = "", json: Json = False) -> None:
    """Take a confirmed mapping back by its key: tables like it are asked again."""
    from cli.acts import mappings

    mappings.withdraw(_asked(context, db, json), "mapping", key)


@app.command("withdraw", epilog="Example: tieout withdraw 4f1c…e2")
def withdraw_file(
    context: typer.Context,
    file_id: Annotated[str, typer.Argument()],
    no: Annotated[str, typer.Option("--no", metavar="WHY", help="Say no, and why: the books stay as they are.")] = "",
    by: By = "cli",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say yes to what a bank's deletion or correction takes back, or no; `tieout report withdrawals` lists it."""
    from cli.acts import mappings

    mappings.answer_withdrawal(_asked(context, db, json), file_id, no, by)


@lockbox_app.command(epilog="Example: tieout lockbox pin layout.json")
def pin(context: typer.Context, file: Path, by: By = "cli", db: Db = "", json: Json = False) -> None:
    """Confirm the columns of a lockbox, given as JSON."""
    from cli.acts import mappings

    mappings.pin_lockbox(_asked(context, db, json), file, by)


@lockbox_app.command("list", epilog="Example: tieout lockbox list")
def list_lockboxes(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List the confirmed layouts."""
    from cli.acts import mappings

    mappings.listed(_asked(context, db, json), "lockbox")


@policy_app.command("check", epilog="Example: tieout policy check policy.toml")
def check_policy(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A policy as TOML.")],
    db: Db = "",
    json: Json = False,
) -> None:
    """Read a policy file, used or not; exit 1 with all that is wrong in it."""
    from cli.acts import policy

    policy.check(_asked(context, db, json), file)


@policy_app.command("show", epilog="Example: tieout policy show --entity MAIN")
def show_policy(
    context: typer.Context,
    entity: Annotated[str, typer.Option(metavar="CODE", help="Legal entity; else TIEOUT_ENTITY.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Show the values that hold, where each comes from, and the digest certificates quote."""
    from cli.acts import policy

    policy.show(_asked(context, db, json), entity)


@policy_app.command("shadow", epilog="Example: tieout policy shadow")
def shadow_policy(
    context: typer.Context,
    entity: Annotated[str, typer.Option(metavar="CODE", help="Legal entity; else TIEOUT_ENTITY.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Show the policy in the shadow, where it differs from the one that holds, and the runs it has decided."""
    from cli.acts import policy

    policy.shadow(_asked(context, db, json), entity)


@policy_app.command("example", epilog="Example: tieout policy example -o policy.toml")
def example_policy(
    context: typer.Context,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="A new file.")] = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Give a file that states every value with its default and its meaning."""
    from cli.acts import policy

    policy.example(_asked(context, db, json), output)


@app.command(epilog="Example: tieout ingest morning/*.bai")
def ingest(context: typer.Context, files: Files, partial: Partial = False, db: Db = "", json: Json = False) -> None:
    """Take bank files once, with their control totals and findings."""
    from cli.acts import intake

    intake.ingest(_asked(context, db, json), files, partial=partial)


@app.command(epilog="Example: tieout formats --json")
def formats(context: typer.Context, json: Json = False) -> None:
    """List what is read; a file is known by its content, never by its name."""
    from cli.acts import intake

    intake.formats(_asked(context, "", json))


@app.command(epilog="Example: tieout match --as-of 2026-11-20; tieout match --cluster tcp://10.0.0.5:8786")
def match(context: typer.Context, as_of: Day = None, cluster: Cluster = "", db: Db = "", json: Json = False) -> None:
    """Post what is proven, queue the rest with ranked proposals."""
    from cli.acts import intake

    intake.match(_asked(context, db, json), _day(as_of), cluster)


@app.command(epilog="Example: tieout run morning/* --as-of 2026-11-20")
def run(
    context: typer.Context, files: Files, as_of: Day = None, partial: Partial = False, db: Db = "", json: Json = False
) -> None:
    """Ingest and match."""
    from cli.acts import intake

    intake.run(_asked(context, db, json), files, _day(as_of), partial=partial)


app.command(epilog="Example: tieout adjust INV-1 --as bad_debt --amount 880.00 --reason bankrupt --by ana")(
    requests.adjust
)
app.command(epilog="Example: tieout event card_settled po_71 --amount 1000.00 --fee 29.00 --reason 'payout of 19 Nov'")(
    events.event
)
app.command(epilog="Example: tieout find --amount 9700.00 --tolerance 0.50 --payer acme")(search.find)
app.command(epilog="Example: tieout simulate --credit credit.toml --from 2026-10-01 --to 2026-10-31")(
    simulation.simulate
)
app.command(epilog="Example: tieout compare their-list.csv --customer 0200769623 --as-of 2025-03-31")(compare.compare)
app.command(epilog="Example: tieout resolve exc_4k2m9 --accept 1 --by ana --settle")(knowledge.resolve)


@app.command(epilog="Example: tieout export postings -o postings.csv")
def export(
    context: typer.Context,
    kind: Kind,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else standard output.")] = None,
    form: Annotated[Form | None, typer.Option("--format", help="Else csv.")] = None,
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Give a table out."""
    from cli.acts import exports

    exports.export(_asked(context, db, json), kind.value, output, form.value if form else "", _day(as_of))


@app.command(epilog="Example: tieout report aging --as-of 2026-11-20 --with by=collector --with buckets=0,15,45")
def report(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="As `tieout reports` lists them.")],
    as_of: Day = None,
    options: Annotated[list[str] | None, typer.Option("--with", metavar="NAME=VALUE", help="An option of it.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else standard output.")] = None,
    form: Annotated[Shown | None, typer.Option("--format", help="Else a table.")] = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Make a report of the catalogue."""
    from cli.acts import reports

    chosen = form.value if form else ""
    reports.report(_asked(context, db, json), name, output, chosen, _day(as_of), options or [])


@app.command("weekly", epilog="Example: tieout weekly var/reports")
def weekly_aging(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go.")],
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Write Monday's aging by rep, collector, customer and in all as CSV, XLSX and PDF; again gives the same bytes."""
    from cli.acts import reports

    reports.weekly(_asked(context, db, json), folder, _day(as_of))


@app.command("reports", epilog="Example: tieout reports")
def list_reports(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List the reports with what each can be asked."""
    from cli.acts import reports

    reports.listed(_asked(context, db, json))


@app.command(epilog="Example: tieout backtest --policy policy.toml")
def backtest(
    context: typer.Context,
    policy: Annotated[Path | None, typer.Option(metavar="FILE", help="Another policy; else the one in use.")] = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Decide the kept runs again under another policy and show what would be posted otherwise; nothing is written."""
    from cli.acts import backtests

    backtests.run(_asked(context, db, json), policy)


@app.command(epilog="Example: tieout replay rcp_3kq5w0v9c2h8x1ab")
def replay(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="The receipt's id.")],
    db: Db = "",
    json: Json = False,
) -> None:
    """Make the newest decision of a receipt again and show its certificate; exit 1 where a byte differs."""
    from cli.acts import replays

    replays.replayed(_asked(context, db, json), receipt)


@app.command(epilog="Example: tieout serve --port 8000")
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Beyond this machine only with TIEOUT_TOKEN.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
    db: Db = "",
    json: Json = False,
) -> None:
    """Serve the API and the web desk."""
    from cli.acts import serving

    serving.serve(_asked(context, db, json), host, port)


@app.command(epilog="Example: tieout demo --no-serve")
def demo(
    context: typer.Context,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the desk afterwards.")] = True,
    db: Db = "",
    json: Json = False,
) -> None:
    """Take a sample morning in, match it, show what became of it."""
    from cli.acts import serving

    serving.demo(_asked(context, db, json), serve_it=serve_it)


def main() -> None:
    """Run one command: 0 done, 1 refused with the reason on stderr, 2 wrong usage."""
    gc.set_threshold(LOOKED_OVER_EVERY)
    os.umask(os.umask(NOT_FOR_OTHERS) | NOT_FOR_OTHERS)
    try:
        app()
    except Refused as refused:
        _refused(refused.detail, *getattr(refused, "reasons", ()))
    except OSError as wrong:  # a disk that is full, a folder where a file was meant: the machine's no
        _refused(f"{wrong.filename or 'standard output'}: {wrong.strerror or wrong}")


def _refused(*reasons: str) -> NoReturn:
    """Say why nothing more was done, one reason a line."""
    from cli import say

    with suppress(OSError):
        for line in reasons:
            say.reason(line)
    _silenced()
    sys.exit(EXIT_REFUSED)


def _silenced() -> None:
    """Give up what standard output could not take, so that the interpreter does not try again at its end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()
