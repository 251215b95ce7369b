"""B5c: a late charge needs a signed clause or a statute, is booked by two people, and no day is charged twice."""

from datetime import date, timedelta
from typing import Any

import pytest

import ledger
from credit.applicants import Clauses
from kit.refusals import Invalid, Stale
from ledger import Adjust, Adjustment, ItemType
from ledger.refusals import SamePerson
from services import control
from services.credit import charges, documents
from services.dunning import facts
from services.workspace import Workspace
from tests.ledger.desk import DAY, balances, booked, granted, invoice_id, item, opened
from tests.services.credit.applying import paper

#: DOMAIN section 9.1: 8,000 at 18 % simple for 45 days is 177.53.
LATE = DAY - timedelta(days=45)
AGREED: dict[str, Any] = {"clauses": Clauses(interest=1_800, venue="Albany"), "valid_from": date(2026, 1, 1)}


@pytest.fixture
def owing(workspace: Workspace) -> Workspace:
    """Give books in which C1 is 45 days late with 8,000."""
    opened(workspace.database, item("I1", 800_000, due_on=LATE, issued_on=LATE))
    return workspace


def test_b5c_no_late_charge_without_a_signed_clause(owing: Workspace) -> None:
    """Neither a contract without the clause, nor one that nobody verified, nor one that ended lets us."""
    refused = "no signed clause and no statute lets us charge C1 interest"
    with pytest.raises(Invalid, match=refused):
        charges.ask(owing, "I1", reason="late", actor="ann")
    paper(owing, "contract", "C1", b"plain", valid_from=date(2026, 1, 1))
    with pytest.raises(Invalid, match=refused):
        charges.ask(owing, "I1", reason="late", actor="ann")
    ended = {**AGREED, "valid_until": DAY - timedelta(days=1)}
    paper(owing, "contract", "C1", b"ended", **ended)
    with pytest.raises(Invalid, match=refused):
        charges.ask(owing, "I1", reason="late", actor="ann")
    good = paper(owing, "contract", "C1", b"good", **AGREED)
    one = charges.of(owing, "I1", DAY)
    assert (one.minor, one.since, one.basis.says) == (17_753, LATE, "contract signed by Pat Polar")
    documents.judge(owing, good, "rejected", note="forged", actor="ana")
    with pytest.raises(Invalid, match=refused):
        charges.of(owing, "I1", DAY)


def test_b5c_it_is_booked_by_two_people_and_no_day_is_charged_twice(owing: Workspace) -> None:
    paper(owing, "contract", "C1", **AGREED)
    first = charges.ask(owing, "I1", reason="late", actor="ann")
    with pytest.raises(Invalid, match=f"{first.request_id} charges it and waits"):
        charges.ask(owing, "I1", reason="late", actor="ben", as_of=DAY - timedelta(days=1))
    with pytest.raises(SamePerson):
        control.approve(owing, first.request_id, actor="ann")
    control.approve(owing, first.request_id, actor="cyd")
    assert balances(owing.database)["FC-000001"] == 17_753
    with pytest.raises(Invalid, match="nothing is to be charged"):
        charges.of(owing, "I1", DAY)
    assert charges.of(owing, "I1", DAY + timedelta(days=1)).minor == 395  # one day: 8,000 x 18 % / 365
    second = charges.ask(owing, "I1", reason="late", actor="ann", as_of=DAY + timedelta(days=1))
    let = granted(owing.database, "concession")
    with booked(owing.database, "less is owed") as book:
        let(book)
        ledger.adjustments.adjust(book, [Adjustment(invoice_id("I1"), Adjust.CONCESSION, 100_000, DAY)])
    with pytest.raises(Stale, match="paid or charged since"):
        control.approve(owing, second.request_id, actor="cyd")
    with pytest.raises(Invalid, match="an invoice is charged"):
        charges.of(owing, "FC-000001", DAY + timedelta(days=9))
    with owing.database.reading() as connection:
        row = connection.exec_driver_sql("SELECT type, description FROM item WHERE number = 'FC-000001'").one()
    assert tuple(row) == (
        ItemType.FINANCE_CHARGE,
        f"interest on I1 from {LATE} to {DAY}: contract signed by Pat Polar",
    )


def test_b5c_an_approval_looks_at_the_clause_again(owing: Workspace) -> None:
    held = paper(owing, "contract", "C1", **AGREED)
    asked = charges.ask(owing, "I1", reason="late", actor="ann")
    documents.judge(owing, held, "rejected", note="forged", actor="ana")
    with pytest.raises(Invalid, match="no signed clause"):
        control.approve(owing, asked.request_id, actor="cyd")


def test_b5c_a_statute_lets_us_where_the_policy_names_it(owing: Workspace, tmp_path: Any) -> None:
    file = tmp_path / "credit.toml"
    file.write_text('statute = "Directive 2011/7/EU"\nstatutory_interest = 800\n', encoding="utf-8")
    abroad = Workspace(owing.database, owing.settings.model_copy(update={"credit_file": file}), owing.clock)
    one = charges.of(abroad, "I1", DAY)
    assert (one.minor, one.basis.says) == (7_890, "Directive 2011/7/EU")
    file.write_text("statutory_interest = 800\n", encoding="utf-8")
    with pytest.raises(Invalid, match="are told together"):
        charges.of(abroad, "I1", DAY)


def test_b5c_letters_tell_no_interest_without_a_clause(owing: Workspace) -> None:

    assert _chargeable(owing) == {"C1": False, "C2": False}
    paper(owing, "contract", "C1", **AGREED)
    assert _chargeable(owing) == {"C1": True, "C2": False}


def _chargeable(workspace: Workspace) -> dict[str, bool]:
    """Return whom letters may tell interest."""
    with workspace.database.reading() as connection:
        known = facts.of(workspace, connection, DAY)
    return {number: one.chargeable for number, one in sorted(known.people.items())}
