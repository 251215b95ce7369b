"""What many commands can be given: the database, JSON for machines, the business day."""

from datetime import date, datetime
from typing import Annotated

import typer

from cli.asked import Asked
from kit.days import YEARS
from kit.refusals import Invalid

Db = Annotated[
    str, typer.Option("--db", metavar="URL", help="Database; else TIEOUT_DATABASE_URL, else ./var/tieout.db.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Day = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="Business day; else today in the entity's zone."
    ),
]
Partial = Annotated[bool, typer.Option("--partial", help="Take what is good although the rest is refused or cut off.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who you are, as the trail names you.")]
Note = Annotated[str, typer.Option(metavar="TEXT", help="Why, for whoever reads it later.")]


def asked(context: typer.Context, db: str, json: bool) -> Asked:
    """Join the options given before the command with those given after it."""
    before = context.find_root().obj
    return Asked(db or before["db"], json=json or before["json"])


def day(given: datetime | None) -> date | None:
    """Return the day of an option. Refused: Invalid for a year that no day is named in."""
    if given and given.year not in YEARS:
        raise Invalid(f"a day is of the years {YEARS[0]} to {YEARS[-1]}: not {given.date()}")
    return given.date() if given else None
