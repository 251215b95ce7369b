"""What the commands of `tieout erp` do: ask a service, say what came of it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from cli import books, say, typed
from cli.acts import exports
from cli.asked import Asked
from kit.refusals import Conflict, Invalid
from services.erp import answering, filing, planning, proving, running
from services.erp.running import Run
from services.erp.simulator.moods import BAD_DAY, CALM, Temper
from services.erp.simulator.server import Simulator
from services.erp.targets import target


def sent(asked: Asked, erp: str, limit: int | None, by: str) -> None:
    """Write back to one ERP."""
    workspace = books.writing(asked)
    _run(asked, running.send(workspace, erp, workspace.named(by), limit))


def reconciled(asked: Asked, erp: str, by: str) -> None:
    """Read back what is open."""
    workspace = books.writing(asked)
    _run(asked, running.reconcile(workspace, erp, workspace.named(by)))


def status(asked: Asked, erp: str, state: str | None) -> None:
    """Show the states, or the documents in one."""
    workspace = books.reading(asked)
    if state is None:
        rows = [row for row in running.overview(workspace) if erp in {"", row["erp"]}]
        _shown(asked, pl.DataFrame(rows), "ERPs")
        return
    names = [erp] if erp else [row["erp"] for row in running.overview(workspace)]
    found = [running.documents(workspace, name, *([state] if state else [])) for name in names]
    _shown(asked, pl.concat(found) if found else pl.DataFrame(), f"Documents that are {state}")


def history(asked: Asked, erp: str, reference: str) -> None:
    """Show the states of a document."""
    _shown(asked, running.history(books.reading(asked), erp, reference), reference)


def to_file(asked: Asked, erp: str, out: Path, run: str, limit: int | None, by: str) -> None:
    """Write a file for an ERP."""
    workspace = books.writing(asked)
    chosen = target(workspace, erp)
    if run:
        content, count = filing.rewrite(workspace, chosen, run), 0
    else:
        planning.plan(workspace, chosen, workspace.named(by))
        run, content, count = filing.write(workspace, chosen, workspace.named(by), limit)
    try:
        exports.write(content, out)
    except OSError as wrong:
        again = f"tieout erp file {erp} -o FILE --run {run}"
        raise Invalid(f"{out}: {wrong.strerror}; its documents are on their way: {again} writes them") from wrong
    said = {"run": run, "documents": count, "bytes": len(content), "file": str(out)}
    say.result(said, as_json=asked.json, lines=[f"{out}: {count} documents, run {run}"])


def answered(asked: Asked, erp: str, file: Path, by: str) -> None:
    """Take a file of answers. Refused: Conflict with what contradicts what is final; the rest counts."""
    workspace = books.writing(asked)
    taken = answering.take(workspace, target(workspace, erp), typed.content(file), workspace.named(by))
    lines = [f"{taken.changed} changed, {taken.known} known before", *taken.contradict]
    said = {"changed": taken.changed, "known": taken.known, "contradict": list(taken.contradict)}
    say.result(said, as_json=asked.json, lines=lines)
    if taken.contradict:
        raise Conflict(f"{len(taken.contradict)} answers contradict what is final")


def again(asked: Asked, erp: str, references: Sequence[str], by: str) -> None:
    """Tell what was rejected again."""
    workspace = books.writing(asked)
    count = answering.again(workspace, target(workspace, erp), references, workspace.named(by))
    say.result({"again": count}, as_json=asked.json, lines=[f"{count} pending again"])


def learned(asked: Asked, erp: str, file: Path, by: str) -> None:
    """Take the ERP's own ids."""
    workspace = books.writing(asked)
    count = answering.learn(workspace, target(workspace, erp), typed.content(file), workspace.named(by))
    say.result({"new": count}, as_json=asked.json, lines=[f"{count} new"])


def proof(asked: Asked, as_of: date | None) -> None:
    """Prove it. Refused: Invalid with how much differs."""
    workspace = books.reading(asked)
    table = proving.proof(workspace, as_of or workspace.today())
    _shown(asked, table, "bank = applied + parked = ERP confirmed")
    if differs := proving.differences(table):
        raise Invalid(f"{len(differs)} lines differ: {'; '.join(differs)}")


def simulate(adapter: str, port: int, seed: int, *, calm: bool) -> None:
    """Serve a simulated ERP until it is stopped."""
    simulator = Simulator(adapter, Temper(seed, CALM if calm else BAD_DAY), port)
    say.result({}, as_json=False, lines=[f"{adapter} at {simulator.url}, its books at {simulator.url}/simulator/books"])
    with suppress(KeyboardInterrupt):
        simulator.serve()


def _run(asked: Asked, run: Run) -> None:
    """Say what a run did."""
    states = ", ".join(f"{count} {state}" for state, count in run.states.items() if count) or "nothing to tell"
    lines = [f"{run.erp}: {run.planned} planned, {run.told} told; {states}"]
    say.result(run.said(), as_json=asked.json, lines=[*lines, *([run.halted] if run.halted else [])])


def _shown(asked: Asked, table: pl.DataFrame, title: str) -> None:
    """Show a table, or its rows for machines."""
    rows: list[dict[str, Any]] = table.to_dicts()
    if asked.json:
        say.result(rows, as_json=True)
        return
    say.table(table.columns, table.rows(), title)
