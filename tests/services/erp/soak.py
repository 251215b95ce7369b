"""Postings against ERPs that misbehave, until each is confirmed or reported: `make soak-erp`."""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ledger
import migrations
from ledger.erp import State
from services.erp import answering
from services.erp.delivering import deliver
from services.erp.planning import plan
from services.erp.settling import settle
from services.erp.simulator.moods import Temper
from services.erp.simulator.server import Simulator, running
from services.erp.targets import Target
from services.workspace import Workspace
from tests.services.erp.worlds import Clock, fill, target, workspace_at

SPOKEN = ("quickbooks", "netsuite", "oracle", "dynamics", "sap")


def told(workspace: Workspace, adapter: str, simulator: Simulator, clock: Clock, rounds: int = 30) -> Counter[str]:
    """Tell everything, round by round, until nothing is open; return how many documents ended in which state."""
    erp = target(adapter, simulator.url)
    plan(workspace, erp, "soak")
    moved = 0
    for _ in range(rounds):
        while deliver(workspace, erp, "soak").halted:
            pass  # throttled: the next run takes up what is left
        time.sleep(max(simulator.temper.delay, 200) / 1000 * 1.5)  # what is late has landed, what is queued is posted
        settle(workspace, erp, "soak")
        clock.pass_seconds(3)
        settle(workspace, erp, "soak")
        if erp.kind.queued:
            looked(workspace, erp, simulator)
        states, before, moved = standing(workspace), moved, steps(workspace)
        if moved == before and not states["sent"]:
            break
    return standing(workspace)


def looked(workspace: Workspace, erp: Target, simulator: Simulator) -> None:
    """Do what a person does where absence is never proven: look in the ERP, say what is not there, tell it again."""
    held = simulator.books.held(simulator.dialect.reference)
    with workspace.database.reading() as connection:
        doubtful = ledger.erp.deliveries(connection, erp.name, (State.UNCERTAIN,))["reference"].to_list()
    if absent := [reference for reference in doubtful if not held[reference]]:
        said = [{"reference": one, "state": "rejected", "message": "looked: not there"} for one in absent]
        answering.take(workspace, erp, json.dumps(said).encode(), "a person")
        answering.again(workspace, erp, absent, "a person")


def standing(workspace: Workspace) -> Counter[str]:
    """Return how many documents are in each state."""
    with workspace.database.reading() as connection:
        return Counter(ledger.erp.deliveries(connection, "erp")["state"])


def steps(workspace: Workspace) -> int:
    """Return how many steps all documents took: told again and refused again, they stand as before and have moved."""
    with workspace.database.reading() as connection:
        return int(ledger.erp.deliveries(connection, "erp")["seq"].sum())


def proven(workspace: Workspace, simulator: Simulator) -> list[str]:
    """Return what is wrong: what is twice in the ERP, confirmed and not there, there and unknown, or never settled."""
    held = simulator.books.held(simulator.dialect.reference)
    with workspace.database.reading() as connection:
        rows = ledger.erp.deliveries(connection, "erp").to_dicts()
    wrong = [f"{reference}: {count} times" for reference, count in held.items() if count > 1]
    known = {row["reference"]: row for row in rows}
    given_up = {_receipt(row) for row in rows if row["state"] == "rejected"}
    wrong += [f"{reference}: unknown" for reference in held if reference not in known]
    for row in rows:
        there = held[row["reference"]]
        if row["state"] == "confirmed" and there != 1:
            wrong.append(f"{row['reference']}: confirmed and {there} times there")
        if row["state"] == "rejected" and there and not row["erp_id"]:
            wrong.append(f"{row['reference']}: rejected, there, and not said to be")
        if row["state"] in {"pending", "sent"} and there:
            wrong.append(f"{row['reference']}: {row['state']} and there")
        if row["state"] not in {"confirmed", "rejected"} and _receipt(row) not in given_up:
            wrong.append(f"{row['reference']}: still {row['state']}")
    return wrong


def _receipt(row: Mapping[str, Any]) -> tuple[str, int]:
    """Return whose document it is: what a rejected one is to be followed by waits for whoever puts that right."""
    return row["receipt_id"], row["version"]


def main() -> None:
    """Tell 10,000 receipts to each ERP and print what came of them; fail where one is doubled or lost."""
    count = int(os.environ.get("POSTINGS", "10000"))
    failed = False
    for adapter in os.environ.get("ERPS", " ".join(SPOKEN)).split():
        with TemporaryDirectory() as folder, running(adapter, Temper(seed=7)) as simulator:
            clock = Clock()
            workspace = workspace_at(Path(folder) / "books.db", clock)
            migrations.upgrade(workspace.database)
            fill(workspace, count)
            began = time.monotonic()
            states = told(workspace, adapter, simulator, clock)
            wrong = proven(workspace, simulator)
            failed |= bool(wrong)
            seconds = round(time.monotonic() - began)
            moods = {mood: many for mood, many in simulator.moods.items() if mood != "good"}
            said = {"erp": adapter, "receipts": count, **states, "wrong": wrong, "seconds": seconds, "moods": moods}
            sys.stdout.write(f"{json.dumps(said)}\n")
    sys.exit(failed)


if __name__ == "__main__":
    main()
