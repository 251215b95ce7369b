"""`python -m benchmarks.world`: write a seeded world into a folder."""

import argparse
from datetime import date
from pathlib import Path

from benchmarks.abroad.files import added
from benchmarks.world.spec import DAY, PROFILES, Spec
from benchmarks.world.tables import written


def arguments() -> argparse.ArgumentParser:
    """Return the options, each with what it does."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.world", description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--receipts", type=int, default=600)
    parser.add_argument("--items", type=int, default=4_000, help="open items")
    parser.add_argument("--customers", type=int, default=0, help="0: one for every 25 items")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="mixed")
    parser.add_argument("--day", type=date.fromisoformat, default=DAY, help="the business day of the receipts")
    parser.add_argument("--no-closed", action="store_true", help="leave closed items out of open_items.csv")
    parser.add_argument(
        "--twice",
        type=int,
        default=0,
        help="so many wires of the Fedwire file and of the pacs.008 file in the statement too",
    )
    parser.add_argument("--broken", action="store_true", help="make one lockbox batch total wrong")
    parser.add_argument("--abroad", action="store_true", help="a small file of every other format, too")
    parser.add_argument("--out", type=Path, required=True)
    return parser


def main() -> None:
    """Write the world and say what is in it."""
    said = arguments().parse_args()
    spec = Spec(
        seed=said.seed,
        receipts=said.receipts,
        items=said.items,
        customers=said.customers,
        profile=said.profile,
        day=said.day,
        closed=not said.no_closed,
        twice=said.twice,
        broken=said.broken,
    )
    texts = written(spec, said.out)
    files = added(texts) if said.abroad else {name: text.encode() for name, text in texts.items()}
    for name, content in files.items():
        (said.out / name).write_bytes(content)
        print(f"{len(content):>12,}  {name}")


if __name__ == "__main__":
    main()
