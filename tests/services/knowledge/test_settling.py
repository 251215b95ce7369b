"""One answer is offered to all it would settle: shown first, carried out on one confirmation, and taken back whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest

import ledger
from kit.db import Database
from kit.refusals import Invalid, NotFound, Stale
from ledger.refusals import SamePerson
from services import desk, exports, inquiries, matching
from services.desk import Line
from services.knowledge import acts, settling
from services.knowledge.kinds import Fact
from services.workspace import Workspace
from tests.conftest import Fill
from tests.services.conftest import workspace_over
from tests.services.knowledge.small import AS_OF, line, made, morning

TAX = {"payer": "CITY TAX OFFICE", "company": "9999999999"}
UNKNOWN = [line("R1", 125317), line("R2", 31741), line("R3", 95283), line("R4", 5555, **TAX), line("R5", 777, **TAX)]


def unknown(database: Database) -> None:
    """Fill books with a morning in which nobody knows two payers."""
    with TemporaryDirectory() as folder:
        morning(made(workspace_over(database), Path(folder)), UNKNOWN)


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Workspace:
    """Give a morning in which nobody knows two payers, on SQLite and on PostgreSQL."""
    return workspace_over(copy_of(unknown))


def receipt(workspace: Workspace, reference: str) -> dict[str, Any]:
    rows = exports.frame(workspace, "receipts").filter(pl.col("bank_reference") == reference)
    return inquiries.receipt(workspace, rows["receipt_id"][0])


def accept(workspace: Workspace, reference: str = "R1", actor: str = "ana") -> desk.Resolved:
    return desk.accept(workspace, receipt(workspace, reference)["receipt_id"], 1, actor=actor, as_of=AS_OF)


def references(workspace: Workspace, found: list[settling.Change]) -> list[tuple[str, str, str]]:
    ids = {one: receipt(workspace, one)["receipt_id"] for one in ("R1", "R2", "R3", "R4", "R5")}
    names = {receipt_id: name for name, receipt_id in ids.items()}
    return [(names[one.receipt_id], one.would, one.becomes) for one in found]


def test_one_answer_settles_all_of_the_payer(books: Workspace) -> None:
    done = accept(books)
    shown = settling.also_settles(books, done.receipt_id, as_of=AS_OF)

    assert references(books, shown) == [("R3", "post", "single"), ("R2", "post", "single")]
    assert [one.documents for one in shown] == [("60217398",), ("60217373",)]
    assert receipt(books, "R2")["status"] == "unidentified", "a preview changes nothing"

    settling.settle(books, [(one.receipt_id, one.decision_id) for one in shown], actor="ana", as_of=AS_OF)
    assert [receipt(books, one)["status"] for one in ("R1", "R2", "R3")] == ["applied"] * 3
    assert settling.also_settles(books, done.receipt_id, as_of=AS_OF) == []
    with books.database.reading() as connection:
        assert ledger.checks.run(connection) == []


@pytest.fixture
def asks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count how often the engine is asked about all that waits: seconds of a large morning, each time."""
    made: list[str] = []
    foreseen = matching.foreseen

    def counted(*given: Any, **more: Any) -> Any:
        made.append("asked")
        return foreseen(*given, **more)

    monkeypatch.setattr(matching, "foreseen", counted)
    return made


def test_what_teaches_nothing_that_counts_asks_the_engine_nothing(books: Workspace, asks: list[str]) -> None:
    """An answer taken back leaves a fact that is told to nobody, whoever else of the payer's waits."""
    done = accept(books)
    desk.undo(books, done.receipt_id, actor="ana", as_of=AS_OF)
    assert settling.also_settles(books, done.receipt_id, as_of=AS_OF) == []
    assert asks == []


def test_money_that_stays_on_account_is_nothing_else_to_settle(books: Workspace, asks: list[str]) -> None:
    """What is left of the receipt that was answered waits for no other answer."""
    desk.not_ar(books, receipt(books, "R5")["receipt_id"], "tax", actor="ana", as_of=AS_OF)
    done = desk.on_account(books, receipt(books, "R4")["receipt_id"], "C1", actor="ana", as_of=AS_OF)
    assert settling.also_settles(books, done.receipt_id, as_of=AS_OF) == []
    assert asks == []


def test_what_was_shown_is_what_is_carried_out(books: Workspace) -> None:
    """An item that is gone by then stops the whole offer: nothing of it is posted."""
    done = accept(books)
    shown = settling.also_settles(books, done.receipt_id, as_of=AS_OF)
    desk.apply(books, receipt(books, "R5")["receipt_id"], [Line("60217398", 1)], actor="ben", as_of=AS_OF)

    with pytest.raises(Stale):
        settling.settle(books, [(one.receipt_id, one.decision_id) for one in shown], actor="ana", as_of=AS_OF)
    assert receipt(books, "R2")["status"] == "unidentified"


def test_who_is_no_customer_is_so_for_all_of_his_money(books: Workspace) -> None:
    done = desk.not_ar(books, receipt(books, "R4")["receipt_id"], "tax", actor="ana", as_of=AS_OF)
    shown = settling.also_settles(books, done.receipt_id, as_of=AS_OF)

    assert references(books, shown) == [("R5", "not_ar", "payer_not_ar")]
    settling.settle(books, [(one.receipt_id, one.decision_id) for one in shown], actor="ana", as_of=AS_OF)
    assert receipt(books, "R5")["status"] == "not_ar"


def test_the_run_never_books_money_out_by_itself(books: Workspace) -> None:
    desk.not_ar(books, receipt(books, "R4")["receipt_id"], "tax", actor="ana", as_of=AS_OF)
    matching.run(books, as_of=AS_OF)
    assert (receipt(books, "R5")["status"], receipt(books, "R5")["reason"]) == ("review", "payer_not_ar")


def test_undoing_an_answer_unlearns_it(books: Workspace) -> None:
    done = accept(books)
    before = {one.fact.id for one in acts.listed(books, status="active", as_of=AS_OF)}
    taken_back = desk.undo(books, done.receipt_id, actor="ana", as_of=AS_OF)

    assert set(taken_back.learned) == before == set(done.learned)
    assert {one.why for one in acts.listed(books, as_of=AS_OF)} == {"no answer stands for it"}
    matching.run(books, as_of=AS_OF)
    assert receipt(books, "R2")["status"] == "unidentified"


def test_an_answer_to_the_contrary_unlearns_and_remembers(books: Workspace) -> None:
    """The company id led to C1; a person says C3: the link counts no more, and after a second time never again."""
    accept(books)
    morning(books, [line("R6", 44444), line("R7", 48829)], "second.bai")
    assert receipt(books, "R7")["status"] == "applied"

    desk.apply(
        *(books, receipt(books, "R6")["receipt_id"], [Line("60217403", 44444)]),
        actor="ben",
        as_of=AS_OF,
        customer_number="C3",
    )
    statuses = {one.fact.sentence: (one.status, one.why) for one in acts.listed(books, as_of=AS_OF)}
    assert statuses["company id 1185967292 is customer C1"] == ("retired", "contradicted as often as confirmed")
    assert statuses["company id 1185967292 is customer C3"] == ("active", "")
    assert statuses["company id 1185967292 is not customer C1"] == ("proposed", "confirmed 1 of 2 times")


def test_knowledge_with_a_large_reach_waits_for_a_second_person(books: Workspace, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[learning]\nreach_receipts = 2\n", encoding="utf-8")
    narrow = Workspace(books.database, books.settings.model_copy(update={"policy_file": policy}), books.clock)
    done = accept(narrow)
    link = Fact("payer_link", "company_id", "1185967292", means="C1")

    assert settling.also_settles(narrow, done.receipt_id, as_of=AS_OF) == []
    assert {one.why for one in acts.listed(narrow, as_of=AS_OF)} == {"its reach asks for a second person"}
    with pytest.raises(SamePerson):
        acts.approve(narrow, link.id, actor="ana", as_of=AS_OF)
    shown = settling.preview(narrow, link, "approved", as_of=AS_OF)
    assert references(narrow, shown) == [("R3", "post", "single"), ("R2", "post", "single")]
    assert acts.approve(narrow, link.id, actor="ben", as_of=AS_OF).status == "active"
    matching.run(narrow, as_of=AS_OF)
    assert receipt(narrow, "R2")["status"] == "applied"


def test_knowledge_is_proposed_previewed_and_taken_back_by_hand(books: Workspace) -> None:
    typed = Fact("payer_link", "company_id", "118-596 7292", means="C1")
    fact = acts.normalised(typed)
    shown = settling.preview(books, fact, "proposed", as_of=AS_OF)
    assert [name for name, would, _ in references(books, shown) if would == "post"] == ["R1", "R3", "R2"]

    known = acts.propose(books, typed, actor="ana", note="their letter", as_of=AS_OF)
    assert (known.status, known.fact, known.reach.receipts) == ("active", fact, 3)
    assert acts.one(books, known.fact.id)[1][0].note == "their letter"
    assert acts.retire(books, known.fact.id, actor="ben", as_of=AS_OF).why == "taken back"
    with pytest.raises(NotFound):
        acts.propose(books, Fact("payer_link", "company_id", "1", means="C9"), actor="ana")
    with pytest.raises(NotFound):
        acts.approve(books, "kno_0", actor="ana")
    with pytest.raises(Invalid):
        acts.propose(books, typed, actor=" ")


def test_what_names_a_payer_waits_where_two_people_name_payers(books: Workspace) -> None:
    """`TIEOUT_PAYER_LINKS_BY_TWO` counts for what is said by hand as for what is imported; for habits it does not."""
    two = replace(books, settings=books.settings.model_copy(update={"payer_links_by_two": True}))
    link = acts.propose(two, Fact("payer_link", "company_id", "1185967292", means="C1"), actor="ana", as_of=AS_OF)
    assert (link.status, link.why) == ("proposed", "what names a payer asks for a second person")
    with pytest.raises(SamePerson):
        acts.approve(two, link.fact.id, actor="ana", as_of=AS_OF)
    assert acts.approve(two, link.fact.id, actor="ben", as_of=AS_OF).status == "active"
    habit = Fact("reference_habit", "customer", "C1", "prefix", "7788")
    assert acts.propose(two, habit, actor="ana", as_of=AS_OF).status == "active"


def test_one_confirmation_does_not_reach_above_the_policy(books: Workspace, tmp_path: Path) -> None:
    """Never a payer link learned from one confirmation above the policy's reach."""
    policy = tmp_path / "policy.toml"
    policy.write_text('[learning]\none_confirmation_reach = "500.00"\n', encoding="utf-8")
    thin = Workspace(books.database, books.settings.model_copy(update={"policy_file": policy}), books.clock)
    accept(thin)
    matching.run(thin, as_of=AS_OF)

    assert receipt(thin, "R2")["status"] == "applied"
    assert receipt(thin, "R3")["reason"] == "thin_payer_link"
    accept(thin, "R3", actor="ben")
    morning(thin, [line("R9", 48829 + 1)], "third.bai")
    morning(thin, [line("R10", 48829)], "fourth.bai")
    assert receipt(thin, "R10")["status"] == "applied"


def test_the_beginning_of_a_customers_name_is_no_alias(workspace: Workspace, tmp_path: Path) -> None:
    """Banks cut names: what is left may be the beginning of others' names as well."""
    morning(made(workspace, tmp_path), [line("R1", 44444, payer="REDFERN AERIAL")])
    desk.identify(workspace, receipt(workspace, "R1")["receipt_id"], "C1", actor="ana", as_of=AS_OF)
    assert [one.fact.subject for one in acts.listed(workspace, as_of=AS_OF)] == ["company_id"]
