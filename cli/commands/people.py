"""`tieout user` and `tieout key`: who may come in and what each may do; once there is somebody, everybody signs in."""

from typing import Annotated

import typer

from cli.options import By, Db, Json, asked

user_app = typer.Typer(help="People: who may come in, and what roles they hold.", no_args_is_help=True)
key_app = typer.Typer(help="API keys of programs, with scopes and an end.", no_args_is_help=True)

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="Small letters, digits and . _ @ -")]
Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help="The number of a customer.")]
Role = Annotated[str, typer.Argument(metavar="ROLE", help="As `tieout user roles` lists them.")]
Place = Annotated[
    str,
    typer.Option(
        "--in", metavar="ENTITY", help="Only in this legal entity, ENTITY/NAME for NAME's customers; else in all."
    ),
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays in the trail.")]


@user_app.command(epilog="Example: tieout user add ana --name 'Ana Ruiz' --role reviewer")
def add(
    context: typer.Context,
    login: Login,
    name: Annotated[str, typer.Option(metavar="TEXT", help="As pages show it.")] = "",
    role: Annotated[list[str] | None, typer.Option(metavar="ROLE", help="Once for each role.")] = None,
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """Add somebody, or let them in again."""
    from cli.acts import people

    people.added(asked(context, db, json), login, name, role or [], by)


@user_app.command("list", epilog="Example: tieout user list")
def list_users(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List everybody who was ever added, with their roles here."""
    from cli.acts import people

    people.listed(asked(context, db, json))


@user_app.command(epilog="Example: tieout user roles")
def roles(context: typer.Context, json: Json = False) -> None:
    """List the roles, and what each may do."""
    from cli.acts import people

    people.roles_listed(asked(context, "", json))


@user_app.command(epilog="Example: tieout user conflicts")
def conflicts(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List who holds duties that no one person may hold together; exit 1 where somebody does."""
    from cli.acts import people

    people.conflicts(asked(context, db, json))


@user_app.command(epilog="Example: tieout user grant ana approver --in MAIN --reason 'month end'")
def grant(
    context: typer.Context,
    login: Login,
    role: Role,
    place: Place = "",
    reason: Why = "",
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """Give a role; refused where it is at odds with one that is held."""
    from cli.acts import people

    people.granted(asked(context, db, json), login, people.Role(role, place, reason), by)


@user_app.command(epilog="Example: tieout user revoke ana approver")
def revoke(
    context: typer.Context,
    login: Login,
    role: Role,
    place: Place = "",
    reason: Why = "",
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """Take a role."""
    from cli.acts import people

    people.revoked(asked(context, db, json), login, people.Role(role, place, reason), by)


@user_app.command(epilog="Example: tieout user relate ana C100 --reason 'her brother owns it'")
def relate(
    context: typer.Context,
    login: Login,
    customer: Customer,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="How; it stays in the trail.")] = "",
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say that somebody is related to a customer: they approve and release nothing of it any more."""
    from cli.acts import people

    people.related(asked(context, db, json), login, customer, reason, by)


@user_app.command(epilog="Example: tieout user unrelate ana C100 --reason 'he sold it' --by bo")
def unrelate(
    context: typer.Context,
    login: Login,
    customer: Customer,
    reason: Why = "",
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say that somebody is related to a customer no longer; never by themselves."""
    from cli.acts import people

    people.unrelated(asked(context, db, json), login, customer, reason, by)


@user_app.command(epilog="Example: tieout user tie ana 248289761001 --by bo")
def tie(
    context: typer.Context,
    login: Login,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="Who they are at the provider: its claim sub.")],
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say who somebody is at the OpenID provider, so that they may sign in there; an admin is tied by hand alone."""
    from cli.acts import people

    people.tied_elsewhere(asked(context, db, json), login, subject, by)


@user_app.command(epilog="Example: tieout user remove ana --by bo")
def remove(context: typer.Context, login: Login, by: By = "setup", db: Db = "", json: Json = False) -> None:
    """Let somebody in no longer, and end their sessions; what they did keeps their name."""
    from cli.acts import people

    people.removed(asked(context, db, json), login, by)


@user_app.command(epilog="Example: tieout user password ana")
def password(context: typer.Context, login: Login, by: By = "setup", db: Db = "", json: Json = False) -> None:
    """Set a password: asked for twice and not shown, or one line of standard input; ends their sessions.

    Signing in with it they choose another, unless they set it themselves: --by their login.
    """
    from cli.acts import people

    people.password(asked(context, db, json), login, by)


@user_app.command("second-factor", epilog="Example: tieout user second-factor ana")
def second_factor(
    context: typer.Context,
    login: Login,
    drop: Annotated[bool, typer.Option("--drop", help="Take it away, where a phone was lost.")] = False,
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """Give somebody a secret for codes (RFC 6238), shown this once."""
    from cli.acts import people

    people.second_factor(asked(context, db, json), login, by, drop=drop)


@key_app.command("add", epilog="Example: tieout key add sap 'posting feed' --scope erp --days 90")
def add_key(
    context: typer.Context,
    login: Login,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for.")],
    scope: Annotated[list[str], typer.Option(metavar="SCOPE", help="Once for each; its owner's roles must give it.")],
    days: Annotated[int, typer.Option(metavar="DAYS", help="How long it holds.")] = 90,
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """Make a key, shown this once."""
    from cli.acts import people

    people.key_added(asked(context, db, json), people.Program(login, name, scope, days), by)


@key_app.command("list", epilog="Example: tieout key list")
def list_keys(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List the keys, never with their secrets."""
    from cli.acts import people

    people.keys_listed(asked(context, db, json))


@key_app.command("revoke", epilog="Example: tieout key revoke 3f9a1c0b72de")
def revoke_key(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The id that `tieout key list` shows.")],
    by: By = "setup",
    db: Db = "",
    json: Json = False,
) -> None:
    """End a key."""
    from cli.acts import people

    people.key_ended(asked(context, db, json), key, by)
