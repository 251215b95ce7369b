"""Of no rows come no rows: they are worked out once for the same columns, and never given where there are rows."""

import polars as pl

from matcher.nothing import of_nothing


def test_nothing_is_worked_out_once_for_the_same_columns() -> None:
    asked = []

    @of_nothing
    def doubled(rows: pl.DataFrame, times: int) -> pl.DataFrame:
        asked.append(rows.columns)
        return rows.with_columns(pl.all() * times)

    some = pl.DataFrame({"a": [1, 2]})
    other = pl.DataFrame({"b": [0.5]})

    assert doubled(some, 2).rows() == [(2,), (4,)]
    for _ in range(3):
        assert doubled(some.clear(), 2).equals(some.clear())
        assert doubled(other.clear(), 2).schema == other.schema
    assert doubled(some, 3).rows() == [(3,), (6,)]
    assert asked == [["a"], ["a"], ["b"], ["a"]]


def test_a_column_of_nothing_is_told_apart_by_its_type() -> None:
    @of_nothing
    def framed(column: pl.Series) -> pl.DataFrame:
        return column.alias("it").to_frame()

    for kind in (pl.Int64(), pl.String(), pl.Int64()):
        assert framed(pl.Series([], dtype=kind)).schema == {"it": kind}
