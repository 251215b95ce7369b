"""What `tieout close` does: prepares, and says what waits for a second person."""

from datetime import date
from pathlib import Path

from cli import books, say
from cli.asked import Asked
from kit.money import Money
from services import closing


def tie_out(  # noqa: PLR0917 - each is an option
    asked: Asked, as_of: date | None, gl: str, items: Path | None, currency: str, reason: str, by: str
) -> None:
    """Prepare a tie-out."""
    workspace = books.writing(asked)
    money, on = currency or workspace.settings.currency, as_of or workspace.today()
    limit = workspace.settings.table_bytes_max
    gap = closing.reconciling(items, money, limit) if items else []
    tie, request = closing.tie_out(workspace, on, gl, gap, currency=money, reason=reason, actor=by)
    told = {name: getattr(tie, name) for name in ("gl", "subledger", "difference", "explained", "unexplained")}
    lines = [f"{name} {Money(minor, money)}" for name, minor in told.items()]
    lines.append(f"{request.kind} {request.request_id} waits for a second person: tieout request approve")
    say.result({**told, "currency": money, "request_id": request.request_id}, as_json=asked.json, lines=lines)


def reserve(  # noqa: PLR0917 - each is an option
    asked: Asked,
    as_of: date | None,
    percent: tuple[str, str],
    specific: Path | None,
    currency: str,
    reason: str,
    by: str,
) -> None:
    """Prepare a reserve."""
    workspace = books.writing(asked)
    money, on = currency or workspace.settings.currency, as_of or workspace.today()
    rates, adjust = percent
    given = [closing.millionths(rate.strip()) for rate in rates.split(",")]
    debts = closing.specific(specific, money, workspace.settings.table_bytes_max) if specific else []
    body, request = closing.reserve(
        workspace, on, given, closing.millionths(adjust), debts, currency=money, reason=reason, actor=by
    )
    lines = [f"{name} {Money(int(str(body[name])), money)}" for name in ("required", "allowance", "provision")]
    lines.append(f"{request.kind} {request.request_id} waits for a second person: tieout request approve")
    say.result({**body, "currency": money, "request_id": request.request_id}, as_json=asked.json, lines=lines)
