"""`tieout erp`: what ERPs are told of receipts, how they took it, and simulated ones to try it with."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked
from cli.options import day as _day

erp_app = typer.Typer(help="Write-back to ERPs, and how they took it.", no_args_is_help=True)
Erp = Annotated[str, typer.Argument(metavar="ERP", help="Its name in the file of ERPs (TIEOUT_ERP_FILE).")]
Limit = Annotated[int | None, typer.Option(min=1, help="Documents at most.")]
Answers = Annotated[Path, typer.Argument(metavar="FILE", help="CSV or JSON: reference, state, erp_id, message.")]
Keys = Annotated[Path, typer.Argument(metavar="FILE", help="CSV: kind (customer or document), number, erp_id.")]


class Simulated(StrEnum):
    """What can be simulated."""

    CSV = "csv"
    DYNAMICS = "dynamics"
    JSON = "json"
    LOCKBOX = "oracle-lockbox"
    NETSUITE = "netsuite"
    ORACLE = "oracle"
    PROPHET = "prophet21"
    QUICKBOOKS = "quickbooks"
    SAP = "sap"


class State(StrEnum):
    """How far a document is."""

    PENDING = "pending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"


@erp_app.command(epilog="Example: tieout erp send main")
def send(
    context: typer.Context, erp: Erp, limit: Limit = None, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Settle what is open, plan what is new, tell what is pending; safe at any time, after a crash as well."""
    from cli.acts import erps

    erps.sent(asked(context, db, json), erp, limit, by)


@erp_app.command(epilog="Example: tieout erp reconcile main")
def reconcile(context: typer.Context, erp: Erp, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Read what is open in the ERP's own books by our reference, and tell nothing."""
    from cli.acts import erps

    erps.reconciled(asked(context, db, json), erp, by)


@erp_app.command(epilog="Example: tieout erp status main --state rejected")
def status(
    context: typer.Context,
    erp: Annotated[str, typer.Argument(metavar="ERP", help="One ERP; else all of them.")] = "",
    state: Annotated[State | None, typer.Option(help="List the documents in this state.")] = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Show how many documents are in each state, or those in one."""
    from cli.acts import erps

    erps.status(asked(context, db, json), erp, state)


@erp_app.command(epilog="Example: tieout erp history main T3KQ5W0V9C2H8X1A1")
def history(
    context: typer.Context,
    erp: Erp,
    reference: Annotated[str, typer.Argument(help="Ours, as `tieout erp status` lists it.")],
    db: Db = "",
    json: Json = False,
) -> None:
    """Show every state of one document, in order."""
    from cli.acts import erps

    erps.history(asked(context, db, json), erp, reference)


@erp_app.command("file", epilog="Example: tieout erp file p21 -o receipts.csv")
def to_file(
    context: typer.Context,
    erp: Erp,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where the file is written.")],
    run: Annotated[str, typer.Option(metavar="RUN", help="Write the file of this run once more.")] = "",
    limit: Limit = None,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write what is pending into a file for an ERP that takes files; it is on its way then."""
    from cli.acts import erps

    erps.to_file(asked(context, db, json), erp, out, run, limit, by)


@erp_app.command(epilog="Example: tieout erp answers p21 results.csv")
def answers(context: typer.Context, erp: Erp, file: Answers, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Take a file of answers; told twice or in another order, it stays what it is."""
    from cli.acts import erps

    erps.answered(asked(context, db, json), erp, file, by)


@erp_app.command(epilog="Example: tieout erp again main T3KQ5W0V9C2H8X1A1")
def again(
    context: typer.Context,
    erp: Erp,
    references: Annotated[list[str], typer.Argument(metavar="REFERENCE…", help="What was rejected.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Tell again what was rejected and does not stand in the ERP."""
    from cli.acts import erps

    erps.again(asked(context, db, json), erp, references, by)


@erp_app.command(epilog="Example: tieout erp keys main ids.csv")
def keys(context: typer.Context, erp: Erp, file: Keys, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Take what the ERP itself calls customers and documents."""
    from cli.acts import erps

    erps.learned(asked(context, db, json), erp, file, by)


@erp_app.command(epilog="Example: tieout erp proof --as-of 2026-11-20")
def proof(context: typer.Context, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """Prove that bank = applied + parked = ERP confirmed; exits 1 and names what differs."""
    from cli.acts import erps

    erps.proof(asked(context, db, json), _day(as_of))


@erp_app.command(epilog="Example: tieout erp simulate quickbooks --port 8100 --seed 7")
def simulate(
    adapter: Annotated[Simulated, typer.Argument(help="What it speaks.")],
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8100,
    seed: Annotated[int, typer.Option(help="The same seed misbehaves the same way.")] = 1,
    calm: Annotated[bool, typer.Option("--calm", help="It behaves well.")] = False,
) -> None:
    """Serve a simulated ERP on this machine that behaves badly on purpose; its books are at /simulator/books."""
    from cli.acts import erps

    erps.simulate(adapter, port, seed, calm=calm)
