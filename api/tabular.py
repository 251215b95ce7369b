"""Lists and reports as CSV or Parquet where `Accept` asks for it: the same rows, amounts as decimals and a currency."""

import json
import types
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args, get_origin

import polars as pl
from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from api.idempotency import Handle
from api.schemas.ledger import Report
from api.schemas.shared import Amount, Page
from kit.money import decimal
from services.reports.forms import FORMS, Sheet, written

#: media type -> form
MEDIA = {"text/csv": "csv", "application/vnd.apache.parquet": "parquet"}
_AMOUNT = set(Amount.model_fields)
KINDS: dict[Any, Any] = {int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date}


def is_table(model: Any) -> bool:
    """Tell whether what a route answers is a list or a report."""
    return isinstance(model, type) and issubclass(model, Page | Report)


def tabled(handle: Handle, model: type[Any]) -> Handle:
    """Return a handler that gives its list or report in the form that is asked for; JSON where none of ours is."""
    columns = {} if issubclass(model, Report) else _columns(get_args(model.model_fields["data"].annotation)[0])

    async def told(request: Request) -> Response:
        response = await handle(request)
        form = wanted(request.headers.get("Accept", ""))
        if form is None:
            return response
        answer = json.loads(bytes(response.body))
        table = _table(answer["data"], columns or dict.fromkeys(answer["columns"], pl.String))
        body = await run_in_threadpool(written, Sheet(table, "list"), form)
        headers = {"Vary": "Accept"}
        if following := answer.get("next_cursor"):
            headers["Link"] = f'<{request.url.include_query_params(after=following)}>; rel="next"'
        return Response(body, media_type=FORMS[form][0], headers=headers)

    return told


def wanted(accept: str) -> str | None:
    """Return the form that a caller likes best, None for JSON (RFC 9110, 12.5.1)."""
    liked: dict[str, int] = {}
    for place in accept.split(","):
        media, *parameters = (part.strip().lower() for part in place.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        liked[media] = _thousandths(weight)
    best = max(liked, key=liked.__getitem__)
    return MEDIA.get(best) if liked[best] else None


def _thousandths(weight: str) -> int:
    """Return a weight of 0 to 1 in thousandths; 0 for what is none."""
    whole, _, part = weight.partition(".")
    digits = whole + part[:3].ljust(3, "0")
    return int(digits) if digits.isdecimal() else 0


def _columns(shape: Any) -> dict[str, Any]:
    """Return the columns of a shape: each amount a decimal, and one currency where it has amounts."""
    columns = {name: KINDS.get(_bare(field.annotation), pl.String) for name, field in shape.model_fields.items()}
    amounts = any(_bare(field.annotation) is Amount for field in shape.model_fields.values())
    return {**columns, "currency": pl.String} if amounts else columns


def _bare(annotation: Any) -> Any:
    """Return a type without its None."""
    if get_origin(annotation) is types.UnionType:
        return next(one for one in get_args(annotation) if one is not type(None))
    return annotation


def _table(rows: list[dict[str, Any]], columns: Mapping[str, Any]) -> pl.DataFrame:
    """Return rows of an answer as a table."""
    texts = {name: pl.String if kind == pl.Date else kind for name, kind in columns.items()}
    plain = [_plain(row) for row in rows]
    table = pl.DataFrame([[row.get(name) for name in columns] for row in plain], schema=texts, orient="row")
    return table.with_columns(pl.col(name).str.to_date() for name, kind in columns.items() if kind == pl.Date)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without anything inside anything: amounts as decimals, other parts as JSON."""
    amounts = {name: value for name, value in row.items() if isinstance(value, dict) and set(value) == _AMOUNT}
    told = {name: decimal(value["minor"], value["currency"]) for name, value in amounts.items()}
    currency = {"currency": next(iter(amounts.values()))["currency"]} if amounts else {}
    return {**{name: _text(value) for name, value in row.items()}, **told, **currency}


def _text(value: Any) -> Any:
    """Return a value as a cell holds it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
