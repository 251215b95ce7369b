"""What `tieout compare` does: a customer's own list against ours."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import Day, Db, Json, asked, day


def compare(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX or Parquet: document_number, amount.")],
    customer: Annotated[str, typer.Option(metavar="NUMBER", help="Whose list it is.")],
    as_of: Day = None,
    currency: Annotated[
        str, typer.Option(metavar="CODE", help="Of the list; else of what is open, else the customer's.")
    ] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="CSV, XLSX or PDF.")] = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Compare a customer's own list of what it owes with ours, line by line.

    Each line is matched, ours_only, theirs_only, or amount_differs; the differences sum to the gap of the balances.
    """
    from cli import books, say
    from cli.acts import exports
    from kit.money import Money
    from services import comparing
    from services.reports.forms import FORMS, Sheet, written

    given = asked(context, db, json)
    workspace = books.reading(given)
    on = day(as_of) or workspace.today()
    found = comparing.compare(workspace, file, customer, as_of=on, currency=currency)
    form = exports.wanted(given, output, FORMS)
    title = f"Statement of {customer} compared, as of {on}"
    if form:
        exports.write(written(Sheet(found.lines, "comparison", title), form), output)
        return
    say.table(found.lines.columns, found.lines.rows(), title)
    ours, theirs, gap = (Money(minor, found.currency) for minor in (found.ours, found.theirs, found.gap))
    typer.echo(f"ours {ours}, theirs {theirs}, gap {gap}: explained by {found.lines.height} lines")
