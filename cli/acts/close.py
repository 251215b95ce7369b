"""What `tieout close` does: prepares, and says what waits for a second person."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from cli import books, say
from cli.asked import Asked
from kit.money import Money
from services import closing, control, month_end, pools
from services import daily as controls
from services.percents import millionths
from services.reports.asked import pairs


def tie_out(asked: Asked, as_of: date | None, gl: str, items: Path | None, currency: str, reason: str, by: str) -> None:
    """Prepare a tie-out."""
    workspace = books.writing(asked)
    money, on = currency or workspace.settings.currency, as_of or workspace.today()
    gap = closing.reconciling(workspace, items, money) if items else []
    tie, request = closing.tie_out(workspace, on, gl, gap, currency=money, reason=reason, actor=by)
    told = {name: getattr(tie, name) for name in ("gl", "subledger", "difference", "explained", "unexplained")}
    lines = [f"{name} {Money(minor, money)}" for name, minor in told.items()]
    lines.append(say.waiting(request.request_id, f"{request.kind} {request.request_id}"))
    say.result({**told, "currency": money, "request_id": request.request_id}, as_json=asked.json, lines=lines)


def reserve(
    asked: Asked,
    as_of: date | None,
    percent: tuple[str, str],
    specific: Path | None,
    pooled: tuple[Path | None, str],
    currency: str,
    reason: str,
    by: str,
) -> None:
    """Prepare a reserve."""
    workspace = books.writing(asked)
    money, on = currency or workspace.settings.currency, as_of or workspace.today()
    rates, adjust = percent
    given = [millionths(rate.strip()) for rate in rates.split(",")]
    debts = closing.specific(workspace, specific, money) if specific else []
    sheet, pool_by = pooled
    said: dict[str, Any] = {"pooled": pools.read(workspace, sheet) if sheet else [], "pool_by": pool_by}
    said |= {"currency": money, "reason": reason, "actor": by}
    body, request = closing.reserve(workspace, on, given, millionths(adjust), debts, **said)
    lines = [f"{name} {Money(int(str(body[name])), money)}" for name in ("required", "allowance", "provision")]
    lines.append(say.waiting(request.request_id, f"{request.kind} {request.request_id}"))
    say.result({**body, "currency": money, "request_id": request.request_id}, as_json=asked.json, lines=lines)


def state(asked: Asked, month: str) -> None:
    """Say what is in the way of a month."""
    now = month_end.readiness(books.reading(asked), month)
    lines = [f"in the way: {one.sentence}" for one in now.blockers]
    lines += [f"lifted by an exception: {one.sentence}" for one in now.lifted]
    lines += [f"waits: {count} {kind.replace('_', ' ')}" for kind, count in now.waiting.items()]
    say.result(now, as_json=asked.json, lines=lines or [f"{month} can be closed"])


def sign_off(asked: Asked, month: str, reason: str, by: str) -> None:
    """Prepare a sign-off."""
    _waits(asked, closing.sign_off(books.writing(asked), month, reason=reason, actor=by))


def exception(asked: Asked, month: str, reason: str, by: str) -> None:
    """Ask for an exception."""
    _waits(asked, closing.exception(books.writing(asked), month, reason=reason, actor=by))


def daily(asked: Asked, as_of: date | None, gl: list[str], by: str) -> None:
    """Run the daily controls; where one fails, say which and leave with exit code 1."""
    workspace = books.writing(asked)
    done = controls.run(workspace, as_of or workspace.today(), gl=pairs(gl), actor=by)
    lines = [f"{name} {about}: {state}, {said}" for name, about, state, said in done.rows]
    say.result({"as_of": done.as_of, "state": done.state, "rows": done.rows}, as_json=asked.json, lines=lines)
    for name, about, _, said in done.failed:
        say.reason(f"{name} {about}: {said}")
    if done.failed:
        sys.exit(1)


def _waits(asked: Asked, found: control.Asked) -> None:
    """Say that a request waits."""
    line = say.waiting(found.request_id, f"{found.kind} {found.request_id}")
    say.result(found, as_json=asked.json, lines=[line])
