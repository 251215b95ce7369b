"""Audits: the reviewer is told nothing, his answer is held against the posting, and the track remembers it."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest

from kit.db import Database
from kit.refusals import Conflict, NotFound
from kit.settings import Settings
from matcher.posting import tracks as rules
from services import desk, exports, inquiries, intake, matching
from services.decisions import audits, tracks
from services.decisions.audits import OwnWork
from services.desk import Line
from services.workspace import Workspace
from tests.api import morning
from tests.conftest import RING, Fill
from tests.services.sheets import imported

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
DAY = date(2026, 11, 19)


def drawing(database: Database, folder: Path, share: int = 100) -> Workspace:
    """Give a workspace whose policy draws a share (percent) of postings."""
    policy = folder / "policy.toml"
    policy.write_text(f'version = "t"\n[proof]\naudit_share = "{share} %"\n', encoding="utf-8")
    return Workspace(database, Settings(database_url=str(database.url), policy_file=policy), lambda: NOW)


def books(database: Database, folder: Path, share: int = 100) -> Workspace:
    """Give the small morning, matched, with a share (percent) of postings drawn."""
    given = drawing(database, folder, share)
    imported(given, folder, morning.CUSTOMERS, morning.OPEN_ITEMS, actor="test")
    intake.take(given, morning.bai2(), "morning.bai", actor="test")
    matching.run(given, as_of=DAY)
    return given


def all_drawn(database: Database) -> None:
    """Fill books in which every automatic posting is drawn."""
    with TemporaryDirectory() as folder:
        books(database, Path(folder))


@pytest.fixture
def drawn(filled_sqlite: Callable[[Fill], Path], tmp_path: Path) -> Iterator[Workspace]:
    """Give books in which every automatic posting is drawn."""
    shutil.copy(filled_sqlite(all_drawn), tmp_path / "books.db")
    database = Database(f"sqlite:///{tmp_path / 'books.db'}", RING)
    yield drawing(database, tmp_path)
    database.dispose()


def first(workspace: Workspace, minor: int = 125_000) -> dict[str, Any]:
    (row,) = [row for row in audits.waiting(workspace) if row["amount"] == minor]
    return row


def history(workspace: Workspace) -> rules.Track:
    with workspace.database.reading() as connection:
        return rules.total(tracks.history(connection, "MAIN").values())


def test_nothing_is_drawn_where_the_share_is_nothing(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = books(sqlite_database, tmp_path, share=0)

    assert audits.waiting(workspace) == []
    assert (history(workspace).applied > 0, history(workspace).reviewed) == (True, 0)


def test_the_posting_is_told_nowhere_before_the_answer(drawn: Workspace) -> None:
    """Every answer of the reviewer's side, as text: neither the item nor the customer stands in it."""
    for row in audits.waiting(drawn):
        posted = exports.frame(drawn, "applications").filter(
            pl.col("receipt_id") == row["receipt_id"], pl.col("status") == "posted"
        )
        shown = audits.shown(drawn, row["exception_id"])
        words = {name: shown.pop(name) for name in ("text", "remittance", "references", "raw", "raw_spans", "advices")}
        receipt = inquiries.receipt(drawn, row["receipt_id"])
        listed = inquiries.receipts(drawn).filter(pl.col("receipt_id") == row["receipt_id"]).row(0, named=True)
        receipt = {name: value for name, value in receipt.items() if name not in words}
        told = json.dumps([row, shown, receipt, listed, inquiries.proposals(drawn, row["receipt_id"])], default=str)
        assert posted.height
        for secret in (*posted["document_number"], *posted["customer_number"], *posted["explanation"]):
            assert secret not in told


def test_the_items_stand_as_if_nothing_had_been_posted(drawn: Workspace) -> None:
    row = first(drawn)
    listed = audits.items(drawn, row["exception_id"], "C100")

    assert (listed[0]["document_number"], listed[0]["open"]) == ("INV-30011", 125_000)
    assert "INV-30021" not in {one["document_number"] for one in audits.items(drawn, row["exception_id"], "C200")}


ANSWERS = [
    ("apply", [Line("INV-30011", 125_000)], "confirmed", 0, ""),
    ("apply", [Line("INV-30011", 100_000)], "contradicted", 1, "undo"),
    ("apply", [Line("INV-30012", 48_050), Line("INV-30013", 76_950)], "contradicted", 1, "undo"),
    ("on_account", [], "contradicted", 1, "undo"),
    ("not_ar", [], "contradicted", 1, "undo"),
]


@pytest.mark.parametrize(("act", "lines", "verdict", "wrong", "offered"), ANSWERS)
def test_an_answer_is_held_against_the_posting(
    drawn: Workspace, act: str, lines: list[Line], verdict: str, wrong: int, offered: str
) -> None:
    row = first(drawn)
    done = audits.answer(drawn, row["exception_id"], act, actor="ana", lines=lines, customer_number="C100")

    assert (done.verdict, done.offered) == (verdict, offered)
    assert [line["document_number"] for line in done.posted] == ["INV-30011"]
    track = history(drawn)
    assert (track.reviewed, track.wrong, track.reversed) == (1, wrong, 0)
    assert row["exception_id"] not in {one["exception_id"] for one in audits.waiting(drawn)}
    assert inquiries.receipt(drawn, row["receipt_id"])["customer_number"] == "C100"
    with pytest.raises(NotFound):
        audits.answer(drawn, row["exception_id"], "not_ar", actor="ben")


def test_an_audit_that_is_parked_waits_and_tells_nothing(drawn: Workspace) -> None:
    row = first(drawn)
    done = audits.answer(drawn, row["exception_id"], "park", actor="ana", note="asked the customer")

    assert (done.verdict, done.posted) == ("parked", ())
    assert first(drawn)["note"] == "asked the customer"
    assert history(drawn).reviewed == 0


def test_the_same_answer_under_its_key_is_given_once(drawn: Workspace) -> None:
    row = first(drawn)
    lines = [Line("INV-30011", 125_000)]
    once = audits.answer(drawn, row["exception_id"], "apply", actor="ana", lines=lines, key="k")

    assert once == audits.answer(drawn, row["exception_id"], "apply", actor="ana", lines=lines, key="k")
    assert history(drawn).reviewed == 1


def test_a_contradiction_is_reversed_when_somebody_says_so(drawn: Workspace) -> None:
    row = first(drawn)
    with pytest.raises(Conflict):
        audits.reverse(drawn, row["exception_id"], actor="ana")
    audits.answer(drawn, row["exception_id"], "not_ar", actor="ana")
    done = audits.reverse(drawn, row["exception_id"], actor="ana")

    assert (done.status, done.applied) == ("review", 0)
    track = history(drawn)
    assert (track.reviewed, track.wrong, track.reversed) == (1, 1, 0)


def test_nobody_audits_what_he_worked_on(drawn: Workspace) -> None:
    row = first(drawn)
    desk.park(drawn, row["receipt_id"], "asked the bank", actor="ana")

    with pytest.raises(OwnWork):
        audits.answer(drawn, row["exception_id"], "not_ar", actor="ana")
    assert audits.answer(drawn, row["exception_id"], "not_ar", actor="ben").verdict == "contradicted"


@pytest.mark.parametrize(
    ("note", "share", "track"),
    [
        ("", 0, (0, 0, 1)),  # taken back without a word: an error, found otherwise
        ("returned: bounced", 0, (0, 0, 0)),
        ("payer_changed", 0, (0, 0, 0)),
        ("", 100, (1, 1, 0)),  # drawn, and wrong before anybody audited it
        ("returned: bounced", 100, (0, 0, 0)),
    ],
)
def test_what_a_reversal_says_of_the_match(
    sqlite_database: Database, tmp_path: Path, note: str, share: int, track: tuple[int, int, int]
) -> None:
    workspace = books(sqlite_database, tmp_path, share)
    wanted = [row for row in inquiries.receipts(workspace).rows(named=True) if row["amount"] == 125_000]
    desk.undo(workspace, wanted[0]["receipt_id"], actor="ana", note=note)

    found = history(workspace)
    assert (found.reviewed, found.wrong, found.reversed) == track
    assert wanted[0]["receipt_id"] not in {row["receipt_id"] for row in audits.waiting(workspace)}


def test_what_is_put_back_as_it_was_is_no_error(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = books(sqlite_database, tmp_path, share=0)
    (row,) = [row for row in inquiries.receipts(workspace).rows(named=True) if row["amount"] == 125_000]
    desk.undo(workspace, row["receipt_id"], actor="ana")
    assert history(workspace).reversed == 1
    desk.apply(workspace, row["receipt_id"], [Line("INV-30011", 125_000)], actor="ana")

    assert history(workspace).reversed == 0


def test_a_contradicted_stratum_is_demoted_reviewed_in_full_and_told(drawn: Workspace) -> None:
    """The whole way: an error demotes, the next morning asks, the answers count, the run says so."""
    row = first(drawn)
    audits.answer(drawn, row["exception_id"], "not_ar", actor="ana")
    intake.take(drawn, morning.bai2((("HOLLIS MARINE SUPPLY INC", 99_900, "INV-30013"),), 2), "next.bai", actor="test")
    done = matching.run(drawn, as_of=DAY + timedelta(days=1))

    assert len(done.demoted) == 1
    assert done.promoted == ()
    (asked,) = inquiries.exceptions(drawn, reason="stratum_demoted")
    before = history(drawn)
    desk.accept(drawn, asked["receipt_id"], 1, actor="ana")
    after = history(drawn)
    assert (after.reviewed - before.reviewed, after.wrong - before.wrong) == (1, 0)
    again = matching.run(drawn, as_of=DAY + timedelta(days=2))
    assert (again.demoted, again.promoted) == ((), ())


def test_the_queue_shows_audits_behind_receipts(drawn: Workspace) -> None:
    rows = audits.queue(drawn)
    kinds = [row["kind"] == "audit" for row in rows]
    assert kinds == sorted(kinds)
    assert any(kinds)

    paged, after = [], None
    while True:
        page = audits.queue(drawn, limit=2, after=after)
        paged += page[:2]
        if len(page) < 3:
            break
        after = audits.place(page[1])
    assert [row["exception_id"] for row in paged] == [row["exception_id"] for row in rows]
    assert {row["kind"] for row in audits.queue(drawn, kind="audit")} == {"audit"}
    given = exports.frame(drawn, "exceptions", as_of=DAY)
    assert given.height == len(rows)
    assert set(given.filter(pl.col("kind") == "audit").select("customer_number", "best_proposal").iter_rows()) == {
        ("", "")
    }
