"""Postings against ERPs that misbehave, until each is confirmed or reported: `make soak-erp`."""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import ledger
import migrations
from services.erp.delivering import deliver
from services.erp.planning import plan
from services.erp.settling import settle
from services.erp.simulator.moods import Temper
from services.erp.simulator.server import Simulator, running
from services.workspace import Workspace
from tests.services.erp.worlds import Clock, fill, target, workspace_at

SPOKEN = ("quickbooks", "netsuite", "oracle", "dynamics", "sap")


def told(workspace: Workspace, adapter: str, simulator: Simulator, clock: Clock, rounds: int = 30) -> Counter[str]:
    """Tell everything, round by round, until nothing is open; return how many documents ended in which state."""
    erp = target(adapter, simulator.url)
    plan(workspace, erp, "soak")
    states: Counter[str] = Counter()
    for _ in range(rounds):
        while deliver(workspace, erp, "soak").halted:
            pass  # throttled: the next run takes up what is left
        time.sleep(max(simulator.temper.delay, 200) / 1000 * 1.5)  # what is late has landed, what is queued is posted
        settle(workspace, erp, "soak")
        clock.pass_seconds(3)
        settle(workspace, erp, "soak")
        before, states = states, standing(workspace)
        if not states["sent"] and states == before:
            break
    return states


def standing(workspace: Workspace) -> Counter[str]:
    """Return how many documents are in each state."""
    with workspace.database.reading() as connection:
        return Counter(ledger.erp.deliveries(connection, "erp")["state"])


def proven(workspace: Workspace, simulator: Simulator) -> list[str]:
    """Return what is wrong: what is twice in the ERP, confirmed and not there, or there and not known."""
    held = simulator.books.held(simulator.dialect.reference)
    with workspace.database.reading() as connection:
        rows = ledger.erp.deliveries(connection, "erp").to_dicts()
    wrong = [f"{reference}: {count} times" for reference, count in held.items() if count > 1]
    known = {row["reference"]: row for row in rows}
    wrong += [f"{reference}: unknown" for reference in held if reference not in known]
    for row in rows:
        there = held[row["reference"]]
        if row["state"] == "confirmed" and there != 1:
            wrong.append(f"{row['reference']}: confirmed and {there} times there")
        if row["state"] == "rejected" and there and not row["erp_id"]:
            wrong.append(f"{row['reference']}: rejected, there, and not said to be")
        if row["state"] in {"pending", "sent"} and there:
            wrong.append(f"{row['reference']}: {row['state']} and there")
    return wrong


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
