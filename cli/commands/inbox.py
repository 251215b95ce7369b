"""`tieout inbox`: e-mails are fetched, threads wait for an answer, who waits too long is told."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import By, Db, Json, asked

app = typer.Typer(help="The shared inbox: e-mails, threads, who answers.", no_args_is_help=True)


class Said(StrEnum):
    """What can be said of a thread."""

    ANSWERED = "answered"
    CLOSED = "closed"
    TAKEN = "taken"
    CUSTOMER = "customer"


@app.command(epilog="Example: tieout inbox poll")
def poll(context: typer.Context, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Fetch what came into the mailbox, each e-mail once, and escalate what waits too long."""
    from cli.acts import inbox

    inbox.polled(asked(context, db, json), by)


@app.command(name="list", epilog="Example: tieout inbox list --owner ana")
def list_threads(
    context: typer.Context,
    owner: Annotated[str, typer.Option(metavar="NAME", help="Who answers; else all.")] = "",
    ended: Annotated[bool, typer.Option("--ended", help="Also those that wait for nobody.")] = False,
    db: Db = "",
    json: Json = False,
) -> None:
    """List threads, those due first at the head."""
    from cli.acts import inbox

    inbox.listed(asked(context, db, json), owner, ended=ended)


@app.command(epilog="Example: tieout inbox decide thr_4k2m9 answered --by ana")
def decide(
    context: typer.Context,
    thread: Annotated[str, typer.Argument(metavar="THREAD", help="Its id, thr_….")],
    said: Annotated[Said, typer.Argument(help="What became of it.")],
    value: Annotated[str, typer.Option(metavar="TEXT", help="Who takes it, or the customer's number.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say that a thread is answered, needs no answer, who takes it, or whose it is."""
    from cli.acts import inbox

    inbox.decided(asked(context, db, json), thread, (said.value, value, note), by)
