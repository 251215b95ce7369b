"""`tieout dunning`: strategies are tried and put in force, the letters of a day written, queued, sent and followed."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="Dunning letters: strategies, the letters of a day, what became of them.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A strategy as TOML.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, for who approves it.")]
Letter = Annotated[str, typer.Argument(metavar="LETTER", help="Its id, ntc_….")]


@app.command(epilog="Example: tieout dunning standard > standard.toml")
def standard() -> None:
    """Print the strategy to begin with: levels, days, caps, the words of each letter."""
    from cli.acts import dunning

    dunning.standard()


@app.command(epilog="Example: tieout dunning propose standard.toml --reason 'our own words' --by ana")
def propose(
    context: typer.Context, file: File, reason: Reason, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Ask for a strategy to be put in force, with what it would write today; a second person approves it."""
    from cli.acts import dunning

    dunning.proposed(asked(context, db, json), file, reason, by)


@app.command(epilog="Example: tieout dunning retire soft --reason 'one strategy is enough' --by ana")
def retire(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    reason: Reason,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for a strategy to be taken out of force; a second person approves it."""
    from cli.acts import dunning

    dunning.retired(asked(context, db, json), name, reason, by)


@app.command(epilog="Example: tieout dunning simulate standard.toml --as-of 2026-10-01 --days 60")
def simulate(
    context: typer.Context,
    file: File,
    days: Annotated[int, typer.Option(min=1, max=366, metavar="DAYS", help="How many days.")] = 30,
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Say what a strategy would write on each day, on the books as they were and then as they are; nothing changes."""
    from cli.acts import dunning

    dunning.simulated(asked(context, db, json), file, day(as_of), days)


@app.command(epilog="Example: tieout dunning plan")
def plan(context: typer.Context, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """List the letters of a day, and everything past due that is left alone with the reason; nothing is written."""
    from cli.acts import dunning

    dunning.planned(asked(context, db, json), day(as_of))


@app.command(epilog="Example: tieout dunning run --by ana")
def run(context: typer.Context, as_of: Day = None, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Write the letters of a day and queue them, each customer's once; refused on old bank data."""
    from cli.acts import dunning

    dunning.ran(asked(context, db, json), day(as_of), by)


@app.command(epilog="Example: tieout dunning send --by ana")
def send(context: typer.Context, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Send what is queued: by the mail server where one is set, else into the outbox; letters to print always there."""
    from cli.acts import dunning

    dunning.sent(asked(context, db, json), by)


@app.command(epilog="Example: tieout dunning letters --state uncertain")
def letters(
    context: typer.Context,
    customer: Annotated[str, typer.Option(metavar="CUSTOMER", help="One customer's; else all.")] = "",
    state: Annotated[str, typer.Option(metavar="STATE", help="queued, sent, uncertain, …; else all.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """List letters, the newest first, with what became of each."""
    from cli.acts import dunning

    dunning.listed(asked(context, db, json), customer, state)


@app.command(epilog="Example: tieout dunning letter ntc_4k2m9")
def letter(context: typer.Context, letter_id: Letter, db: Db = "", json: Json = False) -> None:
    """Show a letter: its words, what it asks for, every step of it."""
    from cli.acts import dunning

    dunning.shown(asked(context, db, json), letter_id)


@app.command(epilog="Example: tieout dunning settle ntc_4k2m9 --not-sent --note 'not in the log of the mail server'")
def settle(
    context: typer.Context,
    letter_id: Letter,
    note: Annotated[str, typer.Option(metavar="TEXT", help="How you know.")],
    sent: Annotated[bool, typer.Option("--sent/--not-sent", help="Whether it went.")] = True,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say of a letter nobody knows about whether it went; one that did not is sent again."""
    from cli.acts import dunning

    dunning.settled(asked(context, db, json), letter_id, note, by, went=sent)


@app.command(epilog="Example: tieout dunning block C100 --kind vip --until 2026-12-31 --reason 'talks with the owner'")
def block(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER")],
    reason: Reason,
    kind: Annotated[str, typer.Option(metavar="KIND", help="vip, other, bankrupt, legal, or lifted.")] = "other",
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day; bankrupt and legal need none.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write no letters to a customer until a day, or with `lifted` write to them again."""
    from cli.acts import dunning

    dunning.blocked(asked(context, db, json), dunning.Block(customer, kind, until, reason), by)


@app.command(epilog="Example: tieout dunning reply answer.eml --by ana")
def reply(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An e-mail as it came, .eml.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Take an answer to a letter in: it is in the contact log of its customer, and no letter goes for five days."""
    from cli.acts import dunning

    dunning.replied(asked(context, db, json), file, by)
