"""What worlds are answered, as digests: they stay as they are where a change only makes the matcher quicker.

`python -m benchmarks.answered mixed:11 whole_dollars:12 > before` on one commit, and `diff` with what another prints.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

import matcher
from benchmarks.bench_match import KEPT, made
from benchmarks.one_match import FRAMES
from benchmarks.world.spec import PROFILES, Spec
from matcher import Decisions, Policy

#: What a digest is of: some columns of DECISIONS, each with whose receipt it is.
PARTS: dict[str, tuple[str, ...]] = {
    "decisions": ("status", "reason", "customer", "confidence"),
    "explanations": ("explanation", "would_apply_if"),
    "certificates": ("certificate",),
}
#: So many signs of a digest are printed.
SHOWN = 12
#: A world of every profile, each of its own seed.
WORLDS = tuple(f"{profile}:{11 + place}" for place, profile in enumerate(PROFILES))


def answered(spec: Spec, kept: Path = KEPT) -> Decisions:
    """Return what the matcher decides of a world, whose frames are made once."""
    folder = made(spec, kept)
    frames: dict[str, Any] = {name: pl.read_parquet(folder / f"{name}.parquet") for name in FRAMES}
    return matcher.propose(policy=Policy(), as_of=spec.day, **frames)


def digests(made: Decisions) -> Iterator[tuple[str, str]]:
    """Yield the digest of each part of what was decided, and of the rows of proposals."""
    for part, columns in PARTS.items():
        yield part, _digest(made.receipts.select("receipt_id", *columns))
    yield "applications", _digest(made.applications)


def _digest(rows: pl.DataFrame) -> str:
    return sha256(rows.write_json().encode()).hexdigest()[:SHOWN]


def _spec(world: str, receipts: int, items: int) -> Spec:
    """Return the spec of a world that is called `profile:seed`."""
    profile, _, seed = world.partition(":")
    if profile not in PROFILES or not seed.isdecimal():
        sys.exit(f"{world}: a world is called profile:seed, and profiles are {', '.join(sorted(PROFILES))}")
    return Spec(seed=int(seed), receipts=receipts, items=items, profile=profile)


def arguments() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answered", description=__doc__)
    parser.add_argument("worlds", nargs="*", default=WORLDS, help=f"profile:seed; {' '.join(WORLDS)} if none is given")
    parser.add_argument("--receipts", type=int, default=700)
    parser.add_argument("--items", type=int, default=6_000)
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Print a line a world."""
    said = arguments().parse_args(words)
    for spec in [_spec(world, said.receipts, said.items) for world in said.worlds]:
        told = " ".join(f"{part} {digest}" for part, digest in digests(answered(spec)))
        print(f"{spec.profile}:{spec.seed} {told}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
