"""The commands about knowledge of payers, and the answer to one exception, which is where knowledge comes from."""

from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, Note, asked, day

app = typer.Typer(help="What answers taught of payers: looked at, approved, taken back.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="As `tieout knowledge list` shows it: kno_...")]
Sums = Annotated[list[str] | None, typer.Option(metavar="ITEM=SUM", help="More than once for more items.")]


@app.command("list", epilog="Example: tieout knowledge list --status proposed")
def list_knowledge(
    context: typer.Context,
    status: Annotated[str, typer.Option(help="proposed, active or retired; else all.")] = "",
    kind: Annotated[str, typer.Option(help="payer_link, not_payer, not_ar, reference_habit, ...; else all.")] = "",
    customer: Annotated[str, typer.Option(metavar="NUMBER", help="Of this customer; else of all.")] = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List what was taught, what waits for a second person first."""
    from cli.acts import knowledge

    knowledge.listed(asked(context, db, json), status, kind, customer, day(as_of))


@app.command(epilog="Example: tieout knowledge add payer_link company_id 1185967292 --means C100 --by ana")
def add(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="payer_link, not_payer, not_ar, reference_habit, not_reference, ...")],
    subject: Annotated[str, typer.Argument(help="account, company_id, virtual_account, name, or customer")],
    key: Annotated[str, typer.Argument(help="The mark, or the customer's number.")],
    form: Annotated[str, typer.Option(help="How it shows: prefix, suffix, tail, head, field, code, rate, ...")] = "",
    pattern: Annotated[str, typer.Option(help="What shows.")] = "",
    means: Annotated[str, typer.Option(help="The customer, or the reason of a deduction.")] = "",
    by: By = "",
    note: Note = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Say by hand what is known; with a large reach, or where two people name payers, it waits for a second person."""
    from cli.acts import knowledge

    fact = knowledge.fact(kind, subject, key, form, pattern, means)
    knowledge.add(asked(context, db, json), fact, by, note, day(as_of))


@app.command(epilog="Example: tieout knowledge approve kno_4k2m9 --by ben")
def approve(
    context: typer.Context, knowledge_id: Id, by: By = "", note: Note = "", as_of: Day = None, db: Db = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Let it count whatever its reach, as a second person."""
    from cli.acts import knowledge

    knowledge.act(asked(context, db, json), "approve", knowledge_id, by, note, day(as_of))


@app.command(epilog="Example: tieout knowledge retire kno_4k2m9 --by ben --note 'their old bank'")
def retire(
    context: typer.Context, knowledge_id: Id, by: By = "", note: Note = "", as_of: Day = None, db: Db = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Take it back: it is not learned again until somebody adds or approves it."""
    from cli.acts import knowledge

    knowledge.act(asked(context, db, json), "retire", knowledge_id, by, note, day(as_of))


@app.command(epilog="Example: tieout knowledge preview kno_4k2m9")
def preview(
    context: typer.Context,
    knowledge_id: Id,
    retired: Annotated[bool, typer.Option("--retired", help="What taking it back would change.")] = False,
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Say which waiting receipts it would decide otherwise; nothing changes."""
    from cli.acts import knowledge

    knowledge.preview(asked(context, db, json), knowledge_id, day(as_of), retired=retired)


def resolve(
    context: typer.Context,
    exception: Annotated[str, typer.Argument(metavar="EXCEPTION", help="Its id (exc_...), or the receipt's (rcp_...)")],
    accept: Annotated[int, typer.Option(metavar="RANK", help="Carry out this proposal as offered.")] = 0,
    apply: Sums = None,
    discount: Sums = None,
    write_off: Sums = None,
    deduct: Annotated[list[str] | None, typer.Option(metavar="ITEM=SUM:REASON", help="Code a deduction.")] = None,
    customer: Annotated[str, typer.Option(metavar="NUMBER", help="Who paid; by itself: say so, no more.")] = "",
    on_account: Annotated[
        bool, typer.Option("--on-account", help="Put what is left on the customer's account.")
    ] = False,
    not_ar: Annotated[bool, typer.Option("--not-ar", help="It is no customer's payment.")] = False,
    park: Annotated[bool, typer.Option("--park", help="Leave it for later.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Reverse what was decided.")] = False,
    settle: Annotated[bool, typer.Option("--settle", help="Carry out all that the answer settles besides.")] = False,
    by: By = "",
    note: Note = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Answer one exception; say what that taught, and which other receipts it would settle."""
    from cli.acts import knowledge

    chosen = knowledge.Chosen(
        accept, tuple(apply or ()), tuple(discount or ()), tuple(write_off or ()), tuple(deduct or ()), customer,
        on_account=on_account, not_ar=not_ar, park=park, undo=undo,
    )  # fmt: skip
    knowledge.resolve(asked(context, db, json), exception, chosen, by, note, day(as_of), settle=settle)
