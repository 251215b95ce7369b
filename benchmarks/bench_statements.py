"""How long 10,000 statements take as one PDF run, from lines in memory to bytes: `make bench-statements`."""

import argparse
import resource
import time

import polars as pl

from aging.aged import aged
from aging.statements import open_lines
from benchmarks.bench_aging import AS_OF, frame
from services.reports import statement_pages
from services.reports.statement_wishes import OPEN_ITEM
from services.reports.statements import Statements

#: Seconds that the issue allows.
TARGET = 60
LINES_EACH = 20

_KEYS = dict.fromkeys(("customer_number", "currency"), pl.String)


def told(statements: int) -> Statements:
    """Return statements of about twenty lines each."""
    items = frame(statements * LINES_EACH, statements).with_columns(
        document_number=pl.format("INV-{}", pl.int_range(pl.len())),
        po_number=pl.lit("4500004887"),
        amount="open",
    )
    people = (
        items.select("customer_number")
        .unique()
        .with_columns(
            name=pl.format("Customer {} & Söhne GmbH", "customer_number"),
            addressee="customer_number",
            addressee_name="customer_number",
            kind=pl.lit(OPEN_ITEM),
        )
    )
    nobody = pl.DataFrame(schema={**_KEYS, "skipped": pl.String})
    lines, strips = open_lines(items, AS_OF), aged(items, AS_OF)
    return Statements("Acme Supply Co.", AS_OF, people, lines, pl.DataFrame(schema=_KEYS), strips, nobody)


def main() -> None:
    """Print seconds against the target."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--statements", type=int, default=10_000)
    given = asked.parse_args()
    wall, busy = time.perf_counter(), time.process_time()
    run = told(given.statements)
    prepared = time.perf_counter() - wall
    wall = time.perf_counter()
    document = statement_pages.paper(run)
    seconds, worked = time.perf_counter() - wall, time.process_time() - busy
    print(f"{given.statements} statements, {run.lines.height} lines: {seconds:.1f} s, target {TARGET} s")
    print(f"before that {prepared:.1f} s to make them up; processor {worked:.1f} s; {len(document) / 1e6:.1f} MB")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
