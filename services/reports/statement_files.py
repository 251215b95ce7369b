"""A run of statements as an archive: a file for each addressee, in the form in which that one wants it."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import itemgetter
from urllib.parse import quote

import polars as pl

from services.reports.asked import Asked
from services.reports.forms import Sheet, written
from services.reports.statement_pages import paper
from services.reports.statements import Statements, of, table
from services.workspace import Workspace

PDF = "pdf"
#: Of every file in an archive, so that a run made again has the same bytes.
WHEN = (1980, 1, 1, 0, 0, 0)


def archived(workspace: Workspace, asked: Asked) -> bytes:
    """Return the statements as a ZIP with a file each, named by the addressee's number. Refused: as the report is."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for told in _each(of(workspace, asked)):
            number, form = told.people.row(0, named=True)["addressee"], told.people["form"][0]
            info = zipfile.ZipInfo(f"{quote(number, safe='')}.{form}", WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _file(told, asked, form))
    return held.getvalue()


def _file(told: Statements, asked: Asked, form: str) -> bytes:
    """Return one addressee's statement in a form."""
    if form == PDF:
        return paper(told)
    return written(Sheet(table(told, asked), "statement"), form)


def _each(told: Statements) -> Iterator[Statements]:
    """Yield the statements of each addressee who gets one, in the order of their numbers."""
    sent = told.people.join(told.strips, on="customer_number", how="semi", maintain_order="left")
    lines, carried, strips = (_parted(told.people, part) for part in (told.lines, told.carried, told.strips))
    for (number,), people in sorted(sent.partition_by("addressee", as_dict=True).items(), key=itemgetter(0)):
        yield replace(told, people=people, lines=lines(number), carried=carried(number), strips=strips(number))


def _parted(people: pl.DataFrame, rows: pl.DataFrame) -> Callable[[object], pl.DataFrame]:
    """Return what gives an addressee's rows."""
    whose = rows.join(people.select("customer_number", "addressee"), on="customer_number", maintain_order="left")
    parts = whose.partition_by("addressee", as_dict=True, include_key=False)
    return lambda number: parts.get((number,), rows.clear())
