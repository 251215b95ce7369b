"""Reviewers and one large upload at once, over real HTTP: how long a decision takes, and whether any fails.

`make bench-service`: a served process on loopback, 50 reviewers who each read the queue, decide, and think; while they
do, a file of 100,000 lines is taken in and matched. Says the decisions' percentiles before and during the upload.
"""

import argparse
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2

#: What a decision may take at the 99th of a hundred, in milliseconds.
TARGET = 250
PATIENCE = 600
LINES_A_WIRE = 4
CUSTOMERS = (
    "customer_number,name,parent_number,terms,currency,credit_limit\nC1,Hollis Marine Supply Inc,,NET30,USD,1.00\n"
)


@dataclass
class Seen:
    """What the reviewers saw: when each decision began and how long it took in milliseconds, and what failed."""

    took: list[tuple[float, float]] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def statement(wires: int, number: int, seed: int) -> bytes:
    """Return a BAI2 file of wires from payers that nobody knows, four lines each."""
    body, total = [], 0
    for place in range(1, wires + 1):
        cents = 10_000 + (place * 7919 + seed) % 900_000
        reference = f"20261119{seed:02}{place:07}"
        total += cents
        body += [
            f"16,195,{cents},0,{reference},,WIRE TYPE:WIRE IN DATE:261119 TIME:0951 ET TRN:{reference}",
            f"88,SEQ:{place:07} ORIG:STRANGER {seed} {place} ID:{seed}{place:07}",
            "88,SND BK:GRANITE VALLEY BANK ID:108778807",
            f"88,PMT DET:NOTHING WE KNOW {place}",
        ]
    account = [f"03,4400{seed:03},USD,100,{total},{wires},/", *body]
    account.append(f"49,{total * 2},{len(account) + 1}/")
    group = ["02,CALDERRIDGE,071000013,1,261119,,USD,2/", *account]
    group.append(f"98,{total * 2},1,{len(group) + 1}/")
    file = [f"01,071000013,CALDERRIDGE,261120,0630,{number},,,2/", *group]
    file.append(f"99,{total * 2},1,{len(file) + 1}/")
    return ("\n".join(file) + "\n").encode()


@contextmanager
def served(database: str, port: int) -> Iterator[str]:
    """Serve the books in a process of its own."""
    told = {**os.environ, "TIEOUT_DATABASE_URL": database, "TIEOUT_RATE_PER_MINUTE": "0", "TIEOUT_ENTITY": "MAIN"}
    command = [sys.executable, "-m", "cli.main", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=told, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                with suppress(httpx2.HTTPError):
                    if httpx2.get(f"{address}/readyz", timeout=5).status_code == httpx2.codes.OK:
                        break
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def taken(client: httpx2.Client, name: str, data: bytes) -> float:
    """Upload a file; return the seconds until it was answered."""
    began = time.perf_counter()
    answer = client.post("/v1/bank-files", files={"file": (name, data)})
    if answer.status_code != httpx2.codes.ACCEPTED:
        sys.exit(f"{name}: {answer.status_code} {answer.text[:300]}")
    return time.perf_counter() - began


def settled(client: httpx2.Client) -> None:
    """Wait until nothing is being matched."""
    while any(
        one["state"] in {"ready", "running"} for one in client.get("/v1/jobs", params={"limit": 20}).json()["data"]
    ):
        time.sleep(0.2)


def review(address: str, mine: list[str], pace: tuple[float, float], stop: threading.Event, seen: Seen) -> None:
    """Read the queue, put one receipt on a customer's account, think; until stopped or nothing is left.

    `pace`: the seconds before the first, for fifty people do not press a key at the same instant, and between.
    """
    begins, think = pace
    stop.wait(begins)
    with httpx2.Client(base_url=address, timeout=PATIENCE) as client:
        for name in mine:
            if stop.wait(think):
                return
            try:
                began = time.perf_counter()
                queue = client.get("/v1/exceptions", params={"limit": 50})
                read = time.perf_counter()
                done = client.post(
                    f"/v1/exceptions/{name}/resolution",
                    params={"also_settles": "false"},  # the page asks for that by itself, when it is looked at
                    json={"act": "on_account", "customer_number": "C1", "by": "ana"},
                    headers={"Idempotency-Key": name},
                )
                seen.took.append((read, (time.perf_counter() - read) * 1000))
                seen.read.append((read - began) * 1000)
                for answer in (queue, done):
                    if not answer.is_success:
                        seen.failed.append(f"{answer.status_code} {answer.text[:200]}")
            except httpx2.HTTPError as wrong:
                seen.failed.append(type(wrong).__name__)


def percentile(values: list[float], share: float) -> float:
    """Return the value that this share of all is at most."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def said(title: str, values: list[float]) -> str:
    """Return a line of percentiles."""
    shown = " ".join(f"p{round(share * 100)} {percentile(values, share):7.1f}" for share in (0.5, 0.95, 0.99))
    return f"{title:34} {len(values):6} {shown} max {max(values, default=0):7.1f} ms"


def run(address: str, options: argparse.Namespace) -> Seen:
    """Let everybody work: alone for a while, then with the upload beside them. Print what was seen."""
    seen, stop = Seen(), threading.Event()
    with httpx2.Client(base_url=address, timeout=PATIENCE) as client:
        taken(client, "before.bai", statement(options.waiting, 1, 1))
        settled(client)
        names: list[str] = []
        after: str | None = ""
        while after is not None:
            page = client.get("/v1/exceptions", params={"limit": 200, **({"after": after} if after else {})}).json()
            names += [row["exception_id"] for row in page["data"]]
            after = page["next_cursor"]
        share = len(names) // options.reviewers
        parts = [names[place * share : (place + 1) * share] for place in range(options.reviewers)]
        spread = [place * options.think / options.reviewers for place in range(options.reviewers)]
        people = [
            threading.Thread(target=review, args=(address, part, (begins, options.think), stop, seen), daemon=True)
            for part, begins in zip(parts, spread, strict=True)
        ]
        for one in people:
            one.start()
        time.sleep(options.alone)
        began = time.perf_counter()
        answered = taken(client, "large.bai", statement(options.lines // LINES_A_WIRE, 2, 2))
        settled(client)
        ended = time.perf_counter()
        stop.set()
    for one in people:
        one.join()
    sys.stdout.write(
        "\n".join(
            (
                said("decisions, before the upload", [took for at, took in seen.took if at < began]),
                said("decisions, during it", [took for at, took in seen.took if began <= at < ended]),
                said("the queue read", seen.read),
                f"upload of {options.lines:,} lines: answered in {answered:.1f} s, matched in {ended - began:.1f} s",
                f"failed: {len(seen.failed)} {seen.failed[:3]}\n",
            )
        )
    )
    return seen


def main() -> None:
    """Make books, serve them, let everybody work, and say whether the target holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewers", type=int, default=50)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--waiting", type=int, default=5_000, help="receipts that wait before the upload")
    parser.add_argument("--think", type=float, default=2.0, help="seconds a reviewer thinks")
    parser.add_argument("--alone", type=float, default=15.0, help="seconds before the upload")
    parser.add_argument("--db", default="", help="else SQLite in a folder of its own")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        database = options.db or f"sqlite:///{folder}/books.db"
        (Path(folder) / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
        taking = [sys.executable, "-m", "cli.main", "--db", database, "import", "customers", f"{folder}/customers.csv"]
        subprocess.run(taking, check=True, stdout=subprocess.DEVNULL)
        with served(database, port) as address:
            seen = run(address, options)
    held = percentile([took for _, took in seen.took], 0.99) < TARGET and not seen.failed
    sys.stdout.write(f"p99 of a decision < {TARGET} ms, no error: {'holds' if held else 'DOES NOT HOLD'}\n")
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
