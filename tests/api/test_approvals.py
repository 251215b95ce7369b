"""The page Approvals: every kind of request in words, decided by another than its maker."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from kit.money import Money
from ledger import Adjust
from ledger.records import NewRequest
from services import control, effects
from services.workspace import Workspace
from tests.ledger.desk import balances, item, opened
from tests.services.conftest import empty  # noqa: F401 - a fixture


@pytest.fixture
def client(empty: Workspace) -> TestClient:  # noqa: F811
    opened(empty.database, item("I1", 1_000))
    found = TestClient(create_app(empty), base_url="http://127.0.0.1")
    token = found.get("/approvals").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    found.headers.update({"X-CSRF-Token": token, "HX-Request": "true"})
    return found


def test_a_request_is_shown_with_what_it_would_do_and_decided(
    client: TestClient,
    empty: Workspace,  # noqa: F811
) -> None:
    assert "Nothing waits for a second person" in client.get("/approvals").text
    first = control.ask_adjustment(empty, "I1", Adjust.BAD_DEBT, 400, reason="bankrupt", actor="ana")
    second = control.ask_adjustment(empty, "I1", Adjust.CONCESSION, 100, reason="goodwill", actor="ana")
    page = client.get("/approvals").text
    assert "Writes 4.00 USD of I1 off as uncollectible" in page
    assert "Lets C1 off 1.00 USD of I1" in page
    assert f"/approvals/{first.request_id}/approved" in page
    assert f"/approvals/{second.request_id}/approved" in client.get(f"/approvals?request={second.request_id}").text

    def said(request_id: str, verdict: str, **form: str) -> str:
        answer = client.post(f"/approvals/{request_id}/{verdict}", data=form)
        return f"{answer.status_code} {answer.text}"

    assert said(first.request_id, "approved", by="ANA").startswith("409"), "who asked does not decide"
    assert said(second.request_id, "refused", by="ben").startswith("422"), "a refusal says why"
    assert balances(empty.database)["I1"] == 1_000
    assert "approved." in said(first.request_id, "approved", by="ben")
    assert "Nothing waits" in said(second.request_id, "refused", by="ben", note="they can pay")
    assert balances(empty.database)["I1"] == 600
    assert said(first.request_id, "approved", by="cyd").startswith("409"), "it was decided"


@pytest.mark.parametrize("kind", sorted(control.DEEDS))
def test_every_kind_says_what_it_does(kind: str) -> None:
    """No placeholder is left open, and the amount is named wherever money moves."""
    said = effects.DOES[kind].format(subject="S1", amount=Money(1, "USD"), customer="C1")
    assert re.fullmatch(r"[A-Z][^{}]+\.", said)


def test_a_share_is_told_in_percent_and_the_whole_goes_without_saying(empty: Workspace) -> None:  # noqa: F811
    for share in (10_000, 8_500):
        body = json.dumps({"minor": 1_250, "share": share})
        control.ask(empty, NewRequest("credit_limit", "L", body, "why", 1_250, "USD"), "ana", "")

    whole, part = effects.waiting(empty)

    assert [whole.facts, part.facts] == [(("amount", "12.50 USD"),), (("amount", "12.50 USD"), ("share", "85.00 %"))]


def test_facts_are_read_out_of_the_body(empty: Workspace) -> None:  # noqa: F811
    """DUTIES A50: that nobody tried and nothing stands behind it is evidence too."""
    body = {
        "minor": 1_250,
        "tax": 0,
        "gl_on": "2026-11-20",
        "evidence": {"age_days": 40, "attempts": 0, "disputed": 0, "guaranty": ""},
        "rows": [1, 2],
        "item_id": "x",
    }
    control.ask(empty, NewRequest("bad_debt", "I1", json.dumps(body), "why", 1_250, "USD"), "ana", "")

    (one,) = effects.waiting(empty)

    assert one.facts == (
        ("amount", "12.50 USD"),
        ("gl on", "2026-11-20"),
        ("evidence: age days", "40"),
        ("evidence: attempts", "0"),
        ("evidence: disputed", "0.00 USD"),
        ("evidence: guaranty", "none"),
        ("rows", "2 rows"),
    )
