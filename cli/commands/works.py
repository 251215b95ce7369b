"""`tieout work` and `tieout webhook`: the background work, and who is told what is new."""

from typing import Annotated

import typer

from cli.options import By, Db, Json, asked

work_app = typer.Typer(
    help="The background work: done here until stopped; listed, tried again.", invoke_without_command=True
)
webhook_app = typer.Typer(help="Who is told at once what is new, signed.", no_args_is_help=True)

#: Pieces of work at once.
THREADS = 2
Id = Annotated[str, typer.Argument(metavar="ID")]
Endpoint = Annotated[str, typer.Argument(metavar="ENDPOINT")]


@work_app.callback(epilog="Example: tieout work --threads 4")
def work(
    context: typer.Context,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Pieces of work at once.")] = THREADS,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then stop.")] = False,
    db: Db = "",
    json: Json = False,
) -> None:
    """Do the background work until stopped; any number of these may share one database."""
    if context.invoked_subcommand is None:
        from cli.acts import works

        works.work(asked(context, db, json), threads, once=once)


@work_app.command("list", epilog="Example: tieout work list --state dead")
def list_work(
    context: typer.Context,
    state: Annotated[str, typer.Option(help="ready, running, done or dead.")] = "",
    kind: Annotated[str, typer.Option(help="match, deliver, weekly.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """List the newest work: its state, how far it is, and why it failed."""
    from cli.acts import works

    works.listed(asked(context, db, json), state, kind)


@work_app.command("retry", epilog="Example: tieout work retry wrk_3kq5w0v9c2h8x1ab")
def retry(context: typer.Context, work_id: Id, by: By = "", db: Db = "", json: Json = False) -> None:
    """Have work that is dead, or waits for its next try, tried now."""
    from cli.acts import works

    works.retry(asked(context, db, json), work_id, by)


@work_app.command(
    "settle",
    epilog="Example: tieout work settle statements 2026-11-30 cfo@example.com --not-sent --note 'not in its log'",
)
def settle(
    context: typer.Context,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its name, as `tieout report report-mail` lists it.")],
    as_of: Annotated[str, typer.Argument(metavar="DATE", help="The day that it is of.")],
    to: Annotated[str, typer.Argument(metavar="ADDRESS")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="How you know.")],
    sent: Annotated[bool, typer.Option("--sent/--not-sent", help="Whether it went.")] = True,
    by: By = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say of a report's e-mail that nobody knows of whether it went; one that did not is sent again."""
    from cli.acts import works

    works.settled(asked(context, db, json), (report, as_of, to), note, by, went=sent)


@work_app.command("history", epilog="Example: tieout work history wrk_3kq5w0v9c2h8x1ab")
def history(context: typer.Context, work_id: Id, db: Db = "", json: Json = False) -> None:
    """Show every try of a piece of work, and what came of it."""
    from cli.acts import works

    works.history(asked(context, db, json), work_id)


@webhook_app.command("add", epilog="Example: tieout webhook add https://erp.example.com/in --event postings.created")
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="https, and no address of our own network.")],
    event: Annotated[list[str] | None, typer.Option(help="What it is told of; else everything.")] = None,
    from_start: Annotated[bool, typer.Option("--from-start", help="Told of all there is, too.")] = False,
    by: By = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Add an endpoint, and print the secret that signs what it is told; it is shown this once."""
    from cli.acts import works

    works.add(asked(context, db, json), url, event or [], by, from_start=from_start)


@webhook_app.command("list", epilog="Example: tieout webhook list")
def list_endpoints(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List the endpoints."""
    from cli.acts import works

    works.endpoints_listed(asked(context, db, json))


@webhook_app.command("log", epilog="Example: tieout webhook log whe_3kq5w0v9c2h8x1ab")
def log(context: typer.Context, endpoint_id: Endpoint, db: Db = "", json: Json = False) -> None:
    """Show what an endpoint was told, and how each attempt was answered."""
    from cli.acts import works

    works.log_shown(asked(context, db, json), endpoint_id)


@webhook_app.command("rotate", epilog="Example: tieout webhook rotate whe_3kq5w0v9c2h8x1ab")
def rotate(context: typer.Context, endpoint_id: Endpoint, db: Db = "", json: Json = False) -> None:
    """Give an endpoint a new secret and print it; for a day the one before signs too."""
    from cli.acts import works

    works.rotate(asked(context, db, json), endpoint_id)


@webhook_app.command("test", epilog="Example: tieout webhook test whe_3kq5w0v9c2h8x1ab")
def send_test(context: typer.Context, endpoint_id: Endpoint, by: By = "", db: Db = "", json: Json = False) -> None:
    """Send an endpoint a message that says nothing."""
    from cli.acts import works

    works.send_test(asked(context, db, json), endpoint_id, by)


@webhook_app.command("replay", epilog="Example: tieout webhook replay whe_3kq5w0v9c2h8x1ab")
def replay(
    context: typer.Context,
    endpoint_id: Endpoint,
    message: Annotated[str, typer.Option(metavar="ID", help="One message; else all that were given up.")] = "",
    by: By = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Send again what an endpoint did not take."""
    from cli.acts import works

    works.replay(asked(context, db, json), endpoint_id, message, by)


@webhook_app.command("disable", epilog="Example: tieout webhook disable whe_3kq5w0v9c2h8x1ab")
def disable(context: typer.Context, endpoint_id: Endpoint, db: Db = "", json: Json = False) -> None:
    """Tell an endpoint nothing more."""
    from cli.acts import works

    works.switch(asked(context, db, json), endpoint_id, active=False)


@webhook_app.command("enable", epilog="Example: tieout webhook enable whe_3kq5w0v9c2h8x1ab")
def enable(context: typer.Context, endpoint_id: Endpoint, db: Db = "", json: Json = False) -> None:
    """Tell an endpoint again; it hears of all that was new meanwhile."""
    from cli.acts import works

    works.switch(asked(context, db, json), endpoint_id, active=True)


def worker(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Do the background work until stopped, as `tieout work` does."""
    from cli.acts import works

    works.work(asked(context, db, json), THREADS, once=False)
