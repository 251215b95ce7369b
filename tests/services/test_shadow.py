"""A policy in the shadow: it decides the same runs, posts nothing, and what differs is kept, reported and judged."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import Table

import ledger
from kit.db import Database
from kit.settings import Settings
from ledger import tables
from matcher import Policy
from services import desk, exports, intake, matching, reports
from services.decisions import backtest, kept, policies, shadow, shadowed
from services.desk import Line
from services.matching import Summary
from services.workspace import Workspace
from tests.api import morning
from tests.conftest import RING
from tests.services.sheets import imported

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
DAY = date(2026, 11, 19)
#: Three payments that are short by little, one that is exact, and one of nobody we know.
WIRES = (
    ("HOLLIS MARINE SUPPLY INC", 124_950, "INV-30011"),
    ("BRACKEN TOOL CO", 309_925, "INV-30021"),
    ("PELLAM FREIGHT CO", 774_925, "INV-30031"),
    ("NORTHGATE MILLS", 415_000, "INV-30041"),
    ("ZZ HOLDINGS <B>LTD</B>", 5_000_000, "CONFIDENTIAL"),
)
#: Three ways to take what is short: let it go, open a claim for it, ask.
LENIENT = '[proof]\naudit_share = "0%"\n'
CLAIMS = LENIENT + '[write_offs]\nsmall_balance = "0.00"\n'
STRICT = CLAIMS + '[deductions]\nunexplained_limit = "0.00"\n'
SHORT = "12098.00"
#: Every table that holds what was decided and posted.
POSTED = (tables.application, tables.posting, tables.entry, tables.decision, tables.proposal, tables.automatic)


def loaded(database: Database, folder: Path, live: str, beside: str | None, at: datetime = NOW) -> Workspace:
    """Give books with the small morning taken in, and the policies' files; nothing is matched yet."""
    (folder / "policy.toml").write_text(live, encoding="utf-8")
    if beside is not None:
        (folder / "policy.shadow.toml").write_text(beside, encoding="utf-8")
    given = Workspace(
        database, Settings(database_url=str(database.url), policy_file=folder / "policy.toml"), lambda: at
    )
    imported(given, folder, morning.CUSTOMERS, morning.OPEN_ITEMS, actor="test")
    intake.take(given, morning.bai2(WIRES), "morning.bai", actor="test")
    return given


def matched(workspace: Workspace, day: date = DAY) -> Summary:
    return matching.run(workspace, as_of=day)


def another(workspace: Workspace) -> None:
    """Take another payment in: a run that has nothing new to decide asks nobody, the shadow neither."""
    intake.take(workspace, morning.bai2((("QUOIN & SONS", 77_001, "NOTHING OF OURS"),), 2), "second.bai", actor="test")


def rows(workspace: Workspace, table: Table) -> list[dict[str, Any]]:
    with workspace.database.reading() as connection:
        return [dict(row) for row in connection.execute(table.select().order_by(table.c.no)).mappings()]


def report(workspace: Workspace, scope: str, day: date = DAY) -> pl.DataFrame:
    return reports.made(workspace, "shadow", day).filter(pl.col("scope") == scope)


def receipt_of(workspace: Workspace, minor: int) -> str:
    with workspace.database.reading() as connection:
        found = ledger.reads.receipts(connection, "MAIN").filter(pl.col("amount") == minor)
    return str(found["receipt_id"].item())


@pytest.fixture
def copies(sqlite_template: Path, tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """Give empty books, as many as are asked for."""
    opened: list[Database] = []

    def copy() -> Database:
        path = tmp_path / f"copy{len(opened)}.db"
        shutil.copy(sqlite_template, path)
        opened.append(Database(f"sqlite:///{path}", RING))
        return opened[-1]

    yield copy
    for database in opened:
        database.dispose()


def test_what_the_shadow_would_post_is_kept_reported_and_judged(database: Database, tmp_path: Path) -> None:
    workspace = loaded(database, tmp_path, STRICT, LENIENT)
    done = matched(workspace)

    kept_rows = rows(workspace, tables.shadow_decision)
    assert done.shadowed == len(kept_rows) == 3
    assert len(rows(workspace, tables.application)) == 1
    assert {row["live"] for row in kept_rows} == {"[]"}
    total = report(workspace, "total")
    assert total.select("change", "currency", "receipts", "amount", "unjudged").rows() == [
        ("newly_applied", "USD", 3, SHORT, 3)
    ]
    decided = report(workspace, "decided")
    assert decided.select("runs", "answers").rows() == [(1, len(WIRES))]

    desk.not_ar(workspace, receipt_of(workspace, 309_925), "tax", actor="ana")
    desk.apply(workspace, receipt_of(workspace, 124_950), [Line("INV-30011", 124_950, write_off=50)], actor="ana")
    assert report(workspace, "total").select("right", "wrong", "unjudged").rows() == [(1, 1, 1)]
    listed = reports.made(workspace, "shadow-receipts", DAY)
    assert dict(listed.select("amount", "judged").rows()) == {
        "1249.50": "right",
        "3099.25": "wrong",
        "7749.25": "unjudged",
    }


@pytest.mark.parametrize("beside", [LENIENT, CLAIMS, STRICT.replace("0%", "1%")])
def test_every_byte_of_a_run_is_the_same_with_and_without_a_shadow(
    copies: Callable[[], Database], tmp_path: Path, beside: str
) -> None:
    """Three runs with a person between them: what the shadow keeps leaves no trace in what follows."""
    held = []
    for number, text in enumerate((None, beside)):
        folder = tmp_path / str(number)
        folder.mkdir()
        workspace = loaded(copies(), folder, STRICT, text)
        summaries = [matched(workspace)]
        desk.park(workspace, receipt_of(workspace, 5_000_000), actor="ana", note="asked")
        summaries += [matched(workspace), matched(workspace, DAY + timedelta(days=1))]
        bytes_of = {name: exports.written(exports.frame(workspace, name), "csv") for name in exports.EXPORTS}
        numbers = {
            table.name: [{name: row[name] for name in row if name != "batch"} for row in rows(workspace, table)]
            for table in POSTED
        }
        held.append((bytes_of, numbers, [replace(one, shadowed=0) for one in summaries]))

    assert held[0] == held[1]


def test_without_a_file_nothing_is_asked_of_the_books(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = loaded(sqlite_database, tmp_path, LENIENT, None)
    assert shadow.watch(workspace, policies.of(workspace)) is None
    monkeypatch.setattr(kept, "question", lambda *_: pytest.fail("a question was read"))

    assert (matched(workspace).shadowed, rows(workspace, tables.shadow_decision)) == (0, [])
    assert "shadow" not in {row["command"] for row in rows(workspace, tables.batch)}


def test_a_shadow_that_is_what_holds_decides_nothing(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = loaded(sqlite_database, tmp_path, LENIENT, LENIENT)
    matched(workspace)

    assert "shadow" not in {row["command"] for row in rows(workspace, tables.batch)}
    assert shadowed.standing(workspace).differs == ()


def test_a_shadow_that_asks_says_what_is_no_longer_posted(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = loaded(sqlite_database, tmp_path, LENIENT, STRICT)
    assert matched(workspace).shadowed == 3

    assert report(workspace, "total").select("change", "receipts", "amount").rows() == [("no_longer_applied", 3, SHORT)]
    assert set(reports.made(workspace, "shadow-receipts", DAY)["reason"]) != {""}


def test_a_shadow_that_posts_otherwise_is_told_apart(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = loaded(sqlite_database, tmp_path, LENIENT, CLAIMS)
    matched(workspace)

    assert reports.made(workspace, "shadow-receipts", DAY).select("change", "amount").sort("amount").rows() == [
        ("changed", "1249.50"),
        ("changed", "3099.25"),
        ("changed", "7749.25"),
    ]


def test_an_answer_is_kept_once_and_one_that_only_came_sooner_is_no_difference(
    sqlite_database: Database, tmp_path: Path
) -> None:
    """The policy in the shadow becomes the one that holds: what it would have posted is posted, and nothing differs."""
    workspace = loaded(sqlite_database, tmp_path, STRICT, LENIENT)
    matched(workspace)
    another(workspace)
    (tmp_path / "policy.toml").write_text('version = "second"\n' + STRICT, encoding="utf-8")
    matched(workspace, DAY + timedelta(days=1))
    assert len(rows(workspace, tables.shadow_decision)) == 3
    assert report(workspace, "total", DAY + timedelta(days=1))["receipts"].sum() == 3

    (tmp_path / "policy.toml").write_text(LENIENT, encoding="utf-8")
    matched(workspace, DAY + timedelta(days=2))
    assert report(workspace, "total", DAY + timedelta(days=2)).is_empty()
    assert report(workspace, "total", DAY)["receipts"].sum() == 3, "as of a day it is what was known that day"


def test_only_the_newest_policy_is_reported(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = loaded(sqlite_database, tmp_path, STRICT, LENIENT)
    matched(workspace)
    (tmp_path / "policy.shadow.toml").write_text('version = "third"\n' + STRICT, encoding="utf-8")
    another(workspace)
    (tmp_path / "policy.toml").write_text('version = "second"\n' + STRICT, encoding="utf-8")
    matched(workspace, DAY + timedelta(days=1))

    assert report(workspace, "total", DAY + timedelta(days=1)).is_empty()
    assert report(workspace, "total", DAY)["receipts"].sum() == 3


class Killed(BaseException):
    """The process is gone."""


def killed(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("where", ["follow", "_run"])
def test_what_a_killed_command_left_is_decided_by_the_next(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Its run is in the books: the first answer that the shadow gives of it is not lost."""
    workspace = loaded(sqlite_database, tmp_path, STRICT, LENIENT)
    with monkeypatch.context() as patch:
        patch.setattr(shadow, where, killed)
        with pytest.raises(Killed):
            matched(workspace)
    assert rows(workspace, tables.shadow_decision) == []

    done = matched(workspace)
    assert done.shadowed == len(rows(workspace, tables.shadow_decision)) == 3
    assert report(workspace, "decided").select("runs", "answers").rows() == [(1, len(WIRES))]

    before = rows(workspace, tables.batch)
    assert matched(workspace).shadowed == 0
    assert [row["command"] for row in rows(workspace, tables.batch)[len(before) :]] == ["shadow"]  # where it begins
    matched(workspace)
    assert len(rows(workspace, tables.batch)) == len(before) + 1


def test_what_ran_while_nothing_stood_in_the_shadow_is_not_caught_up_with(
    sqlite_database: Database, tmp_path: Path
) -> None:
    workspace = loaded(sqlite_database, tmp_path, STRICT, LENIENT)
    matched(workspace)
    (tmp_path / "policy.shadow.toml").rename(tmp_path / "aside.toml")
    another(workspace)
    matched(workspace)
    (tmp_path / "aside.toml").rename(tmp_path / "policy.shadow.toml")
    matched(workspace)

    assert report(workspace, "decided").select("runs").rows() == [(1,)]


def test_only_what_is_missing_is_caught_up_with(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed when all was decided but the end was not written: nothing is decided twice."""
    workspace = loaded(sqlite_database, tmp_path, STRICT, LENIENT)
    with monkeypatch.context() as patch:
        patch.setattr(shadow, "_ended", killed)
        with pytest.raises(Killed):
            matched(workspace)
    another(workspace)
    asked: list[str] = []
    real = shadow._run

    def seen(given: Workspace, run: str, chosen: Policy, actor: str) -> set[str]:
        asked.append(run)
        return real(given, run, chosen, actor)

    monkeypatch.setattr(shadow, "_run", seen)
    matched(workspace)

    assert len(asked) == 1
    assert report(workspace, "decided").select("runs").rows() == [(2,)]


def test_a_file_that_cannot_be_read_is_told_and_kept_and_the_run_stands(
    sqlite_database: Database, tmp_path: Path
) -> None:
    workspace = loaded(sqlite_database, tmp_path, LENIENT, "grace = [")
    done = matched(workspace)

    assert (len(done.warnings), done.shadowed) == (1, 0)
    assert "policy.shadow.toml" in done.warnings[0]
    assert len(rows(workspace, tables.application)) == 4
    assert report(workspace, "failed").select("runs").rows() == [(1,)]
    with workspace.database.reading() as connection:
        assert "policy.shadow.toml" in shadowed.followed(connection, "MAIN", DAY).failure


@pytest.mark.parametrize("wrong", [ValueError("no"), pl.exceptions.ComputeError("no"), AssertionError("no")])
def test_a_fault_that_only_the_shadow_meets_is_told_and_kept_and_the_run_stands(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise wrong

    monkeypatch.setattr(backtest, "outcomes", fails)
    workspace = loaded(sqlite_database, tmp_path, STRICT, LENIENT)
    done = matched(workspace)

    assert done.warnings == (f"the policy in the shadow did not decide: {type(wrong).__name__}: no",)
    assert done.considered == len(WIRES)
    with workspace.database.reading() as connection:
        told = shadowed.followed(connection, "MAIN", DAY)
    assert (told.runs, told.failed, told.failure) == (0, 1, f"{type(wrong).__name__}: no")
    assert matched(workspace, DAY + timedelta(days=1)).warnings == (), "nothing new is decided, nothing fails"


def test_books_that_take_nothing_more_are_told_too(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even that it failed can be kept: it is told, and the run's answer is given."""

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(shadow, "_book", full)
    done = matched(loaded(sqlite_database, tmp_path, STRICT, LENIENT))

    assert done.warnings == ("the policy in the shadow did not decide: OSError: no space left",)
    assert done.considered == len(WIRES)


def test_an_entitys_own_shadow_goes_before_the_one_beside_the_one_file(
    sqlite_database: Database, tmp_path: Path
) -> None:
    (tmp_path / "all").mkdir()
    settings = {"policy_folder": tmp_path / "all"}
    workspace = loaded(sqlite_database, tmp_path, LENIENT, STRICT)
    workspace = replace(workspace, settings=workspace.settings.model_copy(update=settings))
    assert policies.shadow_path_of(workspace) == tmp_path / "policy.shadow.toml"

    (tmp_path / "all" / "MAIN.toml").write_text(LENIENT, encoding="utf-8")
    assert policies.shadow_path_of(workspace) is None, "the file beside another policy is not this entity's"

    (tmp_path / "all" / "MAIN.shadow.toml").write_text('entity = "NORTH"\n', encoding="utf-8")
    assert policies.shadow_path_of(workspace) == tmp_path / "all" / "MAIN.shadow.toml"
    assert "is the policy of NORTH, not of MAIN" in matched(workspace).warnings[0]
