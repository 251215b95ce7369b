"""A frame as bytes: Parquet, or only what changed against a frame that is kept already; it comes back row for row."""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import polars as pl

#: A change is kept as a change while it is smaller than the whole by this much: read again, it costs two more frames.
SMALLER_BY = 2
_AT = "row"


@dataclass(frozen=True, slots=True)
class Packed:
    """Where a frame lies: under `whole`, or as `base` without the rows `gone` and with the rows `added`."""

    rows: int
    whole: str
    base: str = ""
    gone: str = ""
    added: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the names under which it is kept."""
        return (self.base, self.gone, self.added) if self.base else (self.whole,)

    def named(self, contents: Sequence[bytes]) -> dict[str, bytes]:
        """Return the bytes that are to be kept by the names they are kept under."""
        return dict(zip(self.parts[1:] if self.base else self.parts, contents, strict=True))

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self)


def ordered(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame's rows in the one order in which they are packed: by all columns that are no lists."""
    return frame.sort(
        [name for name, kind in frame.schema.items() if not kind.is_nested()], nulls_last=True, maintain_order=True
    )


def written(frame: pl.DataFrame) -> bytes:
    """Return a frame as Parquet."""
    held = io.BytesIO()
    frame.rechunk().write_parquet(held, compression="zstd", statistics=False)
    return held.getvalue()


def read(content: bytes) -> pl.DataFrame:
    """Return the frame of a Parquet file."""
    return pl.read_parquet(io.BytesIO(content))


def packed(frame: pl.DataFrame, base: bytes | None = None) -> tuple[Packed, list[bytes]]:
    """Return where an ordered frame lies and the bytes to keep: against `base` where little changed."""
    whole = written(frame)
    alone = Packed(frame.height, _name(whole)), [whole]
    before = read(base) if base is not None and base != whole else None
    if base is None or before is None or before.schema != frame.schema:
        return alone
    added, gone = _changes(frame, before)
    parts = [written(gone), written(added)]
    if SMALLER_BY * sum(map(len, parts)) > len(whole) or not _joined(before, gone, added).equals(frame):
        return alone
    return Packed(frame.height, alone[0].whole, _name(base), *map(_name, parts)), parts


def unpacked(where: Packed, contents: dict[str, bytes]) -> pl.DataFrame:
    """Return a frame as it was packed, from the bytes under its names."""
    if not where.base:
        return read(contents[where.whole])
    base, gone, added = (read(contents[name]) for name in where.parts)
    return _joined(base, gone, added)


def _changes(frame: pl.DataFrame, before: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that are new, and the places of those that are gone."""
    now, then = frame.hash_rows(seed=1), before.hash_rows(seed=1)
    gone = then.is_in(now.implode()).not_().arg_true().cast(pl.UInt32).alias(_AT)
    return frame.filter(now.is_in(then.implode()).not_()), gone.to_frame()


def _joined(before: pl.DataFrame, gone: pl.DataFrame, added: pl.DataFrame) -> pl.DataFrame:
    """Return a frame from what was there, what is gone and what is new."""
    stays = before.with_row_index(_AT).join(gone, on=_AT, how="anti").drop(_AT)
    return ordered(pl.concat([stays, added]))


def _name(content: bytes) -> str:
    """Return under which name bytes lie."""
    return sha256(content).hexdigest()
