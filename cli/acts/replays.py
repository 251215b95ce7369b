"""`tieout replay`: a decision made again from what was asked, and its certificate in words."""

import sys

import typer

from cli import books, say
from cli.asked import Asked
from services.decisions import certified, replay
from services.decisions.replay import Replayed


def replayed(asked: Asked, receipt_id: str) -> None:
    """Make a decision again; exit 1 where it comes out otherwise, saying in what."""
    workspace = books.reading(asked)
    found = replay.replay(workspace, receipt_id)
    if asked.json:
        say.result({"same": found.same, "same_engine": found.same_engine, **say.plain(found)}, as_json=True)
    else:
        said = certified.words(found.decision.certificate, *replay.named(workspace, receipt_id))
        for line in (*_about(found), *said):
            typer.echo(line)
        typer.echo(_verdict(found))
    for each in found.differences:
        say.reason(f"{each.what}: kept {each.kept}; now {each.anew}")
    if not found.same:
        sys.exit(1)


def _about(found: Replayed) -> list[str]:
    """Return which decision it is."""
    made = found.decision
    engine = f"engine {found.engine} ({found.build})"
    lines = [f"{made.receipt_id}: decision {made.decision_id} of run {made.run_id}, {engine}", made.explanation]
    return lines + ([f"it would apply if {made.would_apply_if}"] if made.would_apply_if else [])


def _verdict(found: Replayed) -> str:
    """Return whether it came out again, and whether the engine is the same."""
    engine = "" if found.same_engine else f" by another engine, {found.engine_now} ({found.build_now})"
    return f"made again{engine}: {'the same, byte for byte' if found.same else 'it differs'}"
