"""`tieout backtest`: what another policy would have posted, beside what people decided."""

from pathlib import Path

import typer

from cli import books, say
from cli.asked import Asked
from kit.money import Money
from services.decisions import policies
from services.decisions.backtest import Backtest, backtest


def run(asked: Asked, path: Path | None) -> None:
    """Decide the kept runs again and print what differs."""
    workspace = books.reading(asked)
    chosen = policies.checked(workspace, path).policy if path else policies.of(workspace)
    with say.progress(quiet=asked.json) as progress:
        found = backtest(workspace, chosen, progress=progress)
    if asked.json:
        say.result(_plain(found), as_json=True)
        return
    rows = [(*row[:4], str(Money(row[4], row[2])), *row[5:]) for row in found.sums.rows()]
    say.table(found.sums.columns, rows, f"{found.receipts} receipts of {found.runs} runs, policy {found.policy[:12]}")
    if found.let_go:
        typer.echo(f"{found.let_go} runs are older than their frames are kept (TIEOUT_FRAMES_DAYS): not decided again")
    typer.echo("right, wrong: as people decided at last; unjudged: nobody looked")


def _plain(found: Backtest) -> dict[str, object]:
    """Return a backtest as JSON holds it."""
    return {
        "runs": found.runs,
        "let_go": found.let_go,
        "receipts": found.receipts,
        "policy": found.policy,
        "sums": found.sums.rows(named=True),
        "differences": found.differences.rows(named=True),
    }
