"""Sealed at rest: no account number can be read in the file of the books, and no key change shows in what they say."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

import ledger
import migrations
from kit import key_files, sealing
from kit.db import Database
from kit.refusals import Conflict, Invalid
from kit.sealing import NoKey, Tampered
from kit.settings import Settings
from ledger import resealing
from ledger.records import NewRequest
from ledger.refusals import SamePerson
from services import control, demo, effects, exports, intake
from services.importing import subledger
from services.people import persons, proofs
from services.people.refusals import SignInRefused
from services.running import answers, backup, key_ring
from services.running.answers import Answer
from services.workspace import Workspace
from tests.conftest import RING
from tests.services.conftest import NOON, workspace_over

#: A payer's account as the file writes it, and as it stands again in the payer's words.
ACCOUNT = "DE89370400440532013000"
FILE = (
    "date,amount,currency,payer name,payer account,reference,description\n"
    f"2026-11-19,100.00,USD,Ada Ltd,{ACCOUNT},R-1,from DE89 3704 0044 0532 0130 00 invoice 4711\n"
    "2026-11-19,-5.00,USD,The Bank,,R-2,fees\n"
)


def opened(path: Path, **settings: object) -> Workspace:
    """Open books that keep their own key ring."""
    own = Settings(database_url=f"sqlite:///{path}", key_ring=None, **settings)  # type: ignore[arg-type]
    return Workspace(Database(own.database_url, key_files.ring(own, make_url(own.database_url))), own, lambda: NOON)


def made(path: Path) -> Workspace:
    """Make books with a key ring beside them."""
    workspace = opened(path)
    key_files.make_sure(workspace.settings, workspace.database.url)
    migrations.upgrade(workspace.database)
    return workspace


def entries(workspace: Workspace) -> list[dict[str, object]]:
    with workspace.database.reading() as connection:
        return ledger.worklists.entries(connection, workspace.settings.entity).rows(named=True)


def broken(workspace: Workspace) -> list[object]:
    with workspace.database.reading() as connection:
        return list(ledger.checks.run(connection))


def raw(path: Path) -> bytes:
    """Return every byte of the books' file, and of what lies beside it but the ring."""
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*") if one.suffix != ".key")


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Workspace]:
    workspace = made(tmp_path / "books.db")
    take(workspace)
    yield workspace
    workspace.database.dispose()


def take(workspace: Workspace) -> None:
    demo.confirm(workspace, FILE.encode(), "bank.csv", actor="ana")
    intake.take(workspace, FILE.encode(), "bank.csv", actor="ana")


def test_no_account_number_can_be_read_in_the_file_and_it_comes_back_whole(books: Workspace, tmp_path: Path) -> None:
    entry = entries(books)[0]
    assert entry["payer_account"] == ACCOUNT
    assert "4711" in str(entry["text"])
    assert FILE.splitlines()[1] in str(entry["raw"])
    lying = raw(tmp_path / "books.db")
    digits = re.sub(rb"[^0-9A-Z]", b"", lying)
    assert ACCOUNT.encode() not in digits
    assert ACCOUNT[-10:].encode() not in digits
    assert not broken(books)
    assert exports.frame(books, "receipts").is_empty()


def test_the_demo_morning_leaves_no_payers_account_in_clear(copied: Callable[[], Workspace]) -> None:
    workspace = copied()
    told = {str(row["payer_account"]) for row in entries(workspace)} - {""}
    long = {account for account in told if len(account) >= 7}
    assert len(long) > 20
    lying = raw(Path(str(workspace.database.url.database)))
    found = {account for account in long if account.encode() in lying}
    assert not found, f"{len(found)} of {len(long)}"


def test_a_new_key_opens_everything_and_the_chain_does_not_notice(books: Workspace) -> None:
    before, chain = entries(books), _head(books)
    persons.add(books, "ana", "Ana", actor="bo")
    proofs.set_password(books, "ana", "correct horse battery", actor="ana")
    secret = proofs.set_second_factor(books, "ana", actor="bo").secret
    old = key_ring.listed(books)[0]
    done = key_ring.rotate(books)
    assert done.rows == {"bank_entry": 2, "bank_file": 1, "credential": 2}
    fresh, kept = key_ring.listed(books)
    assert (fresh.name, fresh.seals, kept.name, kept.seals, kept.values) == (done.name, True, old.name, False, 0)
    assert fresh.values == old.values == 7
    assert entries(books) == before
    assert not broken(books)
    assert _head(books)[: len(chain)] == chain
    with pytest.raises(SignInRefused):
        proofs.proven(books, "ana", "correct horse battery", "000000")
    assert secret.encode() not in raw(Path(str(books.database.url.database)))
    with pytest.raises(Conflict, match="rotate"):
        key_ring.drop(books, fresh.name)
    key_ring.drop(books, old.name)
    assert [key.name for key in key_ring.listed(books)] == [fresh.name]
    assert entries(books) == before
    assert not key_ring.reseal(books).rows


def test_a_guard_that_was_lifted_stands_again(books: Workspace) -> None:
    key_ring.rotate(books)
    with pytest.raises(Exception, match="append_only"), books.database.writing() as connection:
        connection.exec_driver_sql("UPDATE bank_entry SET raw = ''")


def test_what_somebody_moved_to_another_record_is_found(books: Workspace) -> None:
    with books.database.writing() as connection, resealing._unguarded(connection, ledger.tables.bank_entry):
        kept = connection.exec_driver_sql("SELECT raw FROM bank_entry LIMIT 1").scalar_one()
        connection.exec_driver_sql("UPDATE bank_entry SET text = ?", (kept,))
    assert any(finding.code == "chain_content" for finding in broken(books))  # type: ignore[attr-defined]


def test_books_from_before_are_sealed_and_their_chain_stands(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    clear = Workspace(Database(f"sqlite:///{path}"), Settings(database_url=f"sqlite:///{path}"), lambda: NOON)
    migrations.upgrade(clear.database)
    take(clear)
    before, chain = entries(clear), _head(clear)
    assert ACCOUNT.encode() in raw(path)
    clear.database.dispose()
    workspace = opened(path)
    key_files.make_sure(workspace.settings, workspace.database.url)
    with workspace.database.writing() as connection:
        assert resealing.reseal(connection) == {"bank_entry": 2, "bank_file": 1}
    assert (entries(workspace), _head(workspace)) == (before, chain)
    assert not broken(workspace)
    with pytest.raises(NoKey, match="without a key ring"):
        entries(clear)
    clear.database.dispose()
    workspace.database.dispose()


def test_books_without_their_ring_are_told_so_and_get_no_other(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    workspace = made(path)
    take(workspace)
    workspace.database.dispose()
    Path(f"{path}.key").unlink()
    lost = opened(path)
    with pytest.raises(NoKey, match="put it back"):
        entries(lost)
    assert not Path(f"{path}.key").exists()


def test_a_copy_brings_its_ring_and_is_read_where_it_is_put(tmp_path: Path) -> None:
    workspace = made(tmp_path / "books.db")
    take(workspace)
    told = entries(workspace)
    backup.backup(workspace, tmp_path / "copy")
    workspace.database.dispose()
    restored = opened(tmp_path / "elsewhere" / "books.db")
    backup.restore(restored, tmp_path / "copy")
    assert entries(restored) == told
    assert not broken(restored)
    restored.database.dispose()


@pytest.mark.postgres
def test_books_on_a_server_change_their_key(postgres_database: Database, tmp_path: Path) -> None:
    ring = tmp_path / "ring"
    key_files.make(ring)
    own = Settings(database_url=str(postgres_database.url), key_ring=None, key_ring_file=ring)
    url = postgres_database.url.render_as_string(hide_password=False)
    workspace = Workspace(Database(url, key_files.ring(own, postgres_database.url)), own, lambda: NOON)
    take(workspace)
    before = entries(workspace)
    assert key_ring.rotate(workspace).rows["bank_entry"] == 2
    assert entries(workspace) == before
    assert not broken(workspace)
    workspace.database.dispose()


def test_a_ring_of_the_environment_is_changed_there(empty: Workspace) -> None:
    with pytest.raises(Invalid, match="TIEOUT_KEY_RING"):
        key_ring.rotate(empty)


def test_a_backup_is_sealed_as_the_books_are(books: Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup.backup(books, copy)
    assert ACCOUNT.encode() not in copy.read_bytes()
    ring = key_files.text(Path(f"{books.database.url.database}.key"))
    key_files.replace(Path(f"{copy}.key"), ring)
    again = opened(copy)
    assert entries(again) == entries(books)
    again.database.dispose()


def test_a_payer_known_by_account_is_found_by_its_blind_index() -> None:
    sealed = RING.seal_number("123-456 78", "a", "021000021123-456 78")
    assert sealed.startswith(sealing.NUMBER + RING.blind("02100002112345678"))


def test_an_answer_kept_for_repeats_is_sealed(books: Workspace, tmp_path: Path) -> None:
    """Under its key alone, whatever key seals; one from before is sealed once and opens as it was."""
    told = Answer(201, {"content-type": "application/json"}, json.dumps({"payee": ACCOUNT}))
    answers.keep(books, "k", "11", told)
    assert answers.given(books, "k", "11") == told
    assert ACCOUNT.encode() not in raw(tmp_path / "books.db")
    assert key_ring.rotate(books).rows["answer"] == 1
    assert answers.given(books, "k", "11") == told

    with books.database.writing() as connection:
        connection.exec_driver_sql("UPDATE answer SET body = ?", (told.body,))
    assert answers.given(books, "k", "11") == told
    with books.database.writing() as connection:
        assert resealing.reseal(connection, {"answer"}) == {"answer": 1}
    assert answers.given(books, "k", "11") == told

    with books.database.writing() as connection:
        connection.exec_driver_sql("UPDATE answer SET key = 'other'")
    with pytest.raises(Tampered):
        answers.given(books, "other", "11")


@pytest.mark.postgres
def test_an_answer_is_sealed_on_a_server_too(postgres_database: Database) -> None:
    workspace = workspace_over(postgres_database)
    told = Answer(200, {}, ACCOUNT)
    answers.keep(workspace, "k", "11", told)
    answers.keep(workspace, "k", "11", told)
    with workspace.database.reading() as connection:
        assert ACCOUNT not in connection.exec_driver_sql("SELECT body FROM answer").scalar_one()
    assert answers.given(workspace, "k", "11") == told


def _head(workspace: Workspace) -> list[bytes]:
    """Return the hashes of the chain."""
    with workspace.database.reading() as connection:
        return [bytes(row[0]) for row in connection.exec_driver_sql("SELECT hash FROM batch ORDER BY no")]


def test_a_link_and_a_payee_that_wait_are_sealed_and_the_list_shows_four_letters(
    books: Workspace, tmp_path: Path
) -> None:
    sheets = {
        "customers": "customer_number,name\nC1,Ada\n",
        "links": f"kind,key,customer_number\naccount,{ACCOUNT},C1\nname,ADA LTD,C1\n",
        "more": f"kind,key,customer_number\nname,ADA LTD,C1\naccount,{ACCOUNT},C1\n",
    }
    for name, text in sheets.items():
        (tmp_path / name).with_suffix(".csv").write_text(text)
    two = replace(books, settings=books.settings.model_copy(update={"payer_links_by_two": True}))
    subledger.customers(two, tmp_path / "customers.csv", actor="ana")
    outcome = subledger.payer_links(two, tmp_path / "links.csv", actor="ana")
    assert (outcome.new, [one.code for one in outcome.findings]) == (0, ["change_waits"])
    control.ask_payee(books, "C1", ACCOUNT, reason="their letter", actor="ana")
    waits = {one.row["kind"]: one for one in effects.waiting(two)}
    link = waits["payer_link"]
    assert link.facts == (
        ("payer link", "account ending 3000 is customer C1"),
        ("payer link", "name ADA LTD is customer C1"),
    )
    assert (ACCOUNT in str(link.does), link.row["customer_number"]) == (False, "C1")
    assert dict(waits["payee"].facts)["account"] == ACCOUNT, "who verifies it reads it whole"
    assert ACCOUNT.encode() not in raw(tmp_path / "books.db")
    key_ring.rotate(books)
    assert effects.waiting(two) == list(waits.values())

    with pytest.raises(SamePerson):
        control.approve(two, link.row["request_id"], actor="ana")
    assert _links(two) == []
    control.approve(two, link.row["request_id"], actor="ben")
    control.approve(two, waits["payee"].row["request_id"], actor="ben")
    assert _links(two) == [("account", ACCOUNT, "C1"), ("name", "ADA LTD", "C1")]
    with two.database.reading() as connection:
        assert control.verified_payees(connection, two.settings.entity, "C1") == {ACCOUNT}
    assert subledger.payer_links(two, tmp_path / "more.csv", actor="cas").known == 2
    wanted = NewRequest("refund_approved", "R1", json.dumps({"payee": ACCOUNT}), "overpaid", 1, "USD", "C1")
    assert control.ask(books, wanted, "ana", "k").request_id == control.ask(books, wanted, "ana", "k").request_id
    assert json.loads(control.listed(books)["body"][0])["payee"] == ACCOUNT
    assert not broken(two)
    assert ACCOUNT.encode() not in raw(tmp_path / "books.db")


def _links(workspace: Workspace) -> list[tuple[str, str, str]]:
    with workspace.database.reading() as connection:
        links = ledger.worklists.links(connection, workspace.settings.entity)
    return list(links.select("kind", "key", "customer").iter_rows())
