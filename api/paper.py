"""The paper pages are printed on: one Jinja environment, escaping everything, with the few filters a page needs."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from api import admission
from api.marking import Span, marked, named
from api.slashes import quoted
from api.words import several, stratum, words
from kit.days import iso
from kit.money import decimal, grouped
from services.reports.pictures import said

HERE = Path(__file__).parent
#: A day that stands alone: no part of a longer number.
_DAY = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])")
_COMMAND = re.compile(r"`([^`]+)`")
#: A form, or a button, that writes.
_ACT = re.compile(r'<(form|button)\b(?=[^>]*\bhx-post="([^"?]+)).*?</\1>', re.DOTALL)


def _environment() -> Environment:
    """Return the one environment; a name that a template misses is our bug, not an empty place."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "grouped": grouped,
        "decimal": decimal,
        "words": words,
        "percent": percent,
        "day": day,
        "dated": dated,
        "coded": coded,
        "local": local,
        "size": size,
        "several": several,
        "stratum": stratum,
        "zone_name": zone_name,
        "aged": said,
        "host": host,
        "urlencode": quoted,
    }
    environment.globals |= {"marked": marked, "references": references}
    return environment


def references(item: Mapping[str, Any], text: str) -> list[Span]:
    """Return where numbers of a receipt's items, applied or proposed first, stand in what the payer wrote."""
    offered = item["proposals"][0]["lines"] if item["proposals"] else []
    return named(text, [(line["document_number"], "reference") for line in (*item["applications"], *offered)])


def percent(share: float | None) -> str:
    """Return a probability for reading: rounded down, so that only certainty reads 100 %."""
    return "" if share is None else f"{int(share * 100)} %"


def day(value: date | str | None) -> str:
    """Return a day as `20 Nov 2026`, the same in every locale."""
    if not value:
        return ""
    read = value if isinstance(value, date) else date.fromisoformat(value[:10])
    return f"{read.day} {read:%b %Y}"


def dated(text: str) -> str:
    """Return a text whose days, written `2026-11-20`, read as `20 Nov 2026`; what is no day stays as it is."""
    return _DAY.sub(lambda found: _read(found[0]), text)


def _read(text: str) -> str:
    """Return a day for reading, or the text that is none."""
    found = iso(text)
    return day(found) if found else text


def coded(text: str) -> Markup:
    """Return a text whose commands, between backticks, are set as code."""
    parts = enumerate(_COMMAND.split(text))
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in parts)


def local(value: datetime | int, zone: str) -> str:
    """Return an instant (or seconds of the Unix clock) in the entity's time zone as `20 Nov 2026, 08:15`."""
    read = datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value
    here = read.astimezone(ZoneInfo(zone))
    return f"{here.day} {here:%b %Y, %H:%M}"


def zone_name(zone: str) -> str:
    """Return the place a time zone is named after: `America/New_York` reads "New York"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def host(url: str) -> str:
    """Return the name of the machine in an address."""
    return urlsplit(url).hostname or url


def size(count: int) -> str:
    """Return bytes for reading."""
    for unit in ("bytes", "KB", "MB"):
        if count < 1024:
            return f"{count} {unit}"
        count //= 1024
    return f"{count} GB"


ENVIRONMENT = _environment()


def printed(template: str, context: Mapping[str, Any]) -> str:
    """Return a template filled in."""
    return ENVIRONMENT.get_template(template).render(context)


def paper(
    request: Request,
    template: str,
    context: Mapping[str, Any],
    *,
    status_code: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    """Return a template as an answer, with what every page knows: its request, its session and its time zone.

    Whoever signed in is offered nothing that would be refused to their roles.
    """
    known = {"request": request, "csrf": getattr(request.state, "csrf", ""), **request.app.state.everywhere(request)}
    text = printed(template, {**known, **context})
    if known["person"]:
        text = offered(text, known["person"].scopes)
    return HTMLResponse(text, status_code, headers)


def offered(page: str, held: Collection[str]) -> str:
    """Return a page without the forms and buttons that would be refused to who holds these scopes."""
    return _ACT.sub(lambda act: act[0] if admission.offered(held, act[2]) else "", page)
