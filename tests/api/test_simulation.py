"""A43: a simulation over HTTP, on the page Simulation and on the command line says the same, and refuses in words."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from kit.db import Database
from services.dunning import strategies
from services.workspace import Workspace
from tests.cli.test_commands import tieout
from tests.services.conftest import workspace_over
from tests.services.dunning.desk import in_force, late

SPAN = {"first": "2026-11-02", "last": "2026-11-19"}
#: The standard strategy, which leaves small amounts alone.
TOML = strategies.starting().replace('floor = "50.00"', 'floor = "100.00"')


@pytest.fixture
def desk(sqlite_database: Database) -> Workspace:
    """Give late invoices and the standard strategy."""
    return in_force(late(workspace_over(sqlite_database)))


@pytest.fixture
def client(desk: Workspace) -> TestClient:
    """Give the application."""
    found = TestClient(create_app(desk), base_url="http://127.0.0.1")
    token = found.get("/simulation").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    found.headers.update({"X-CSRF-Token": token})
    return found


def test_a43_what_differs_is_told_over_http_on_the_page_and_by_the_command(
    client: TestClient, desk: Workspace, tmp_path: Path
) -> None:
    """A43: C2, who owes 70.00, would get no letter."""
    told = client.post("/v1/simulations", json=SPAN | {"strategies": [TOML]}).json()
    assert {one["area"]: (one["before"], one["after"]) for one in told["areas"]}["letters"] == (4, 2)
    assert [(one["change"], one["customer_number"], one["amount"]["minor"]) for one in told["changes"]] == [
        ("removed", "C2", 7_000),
        ("removed", "C2", 7_000),
    ]
    assert told["sums"] == [
        {"area": "letters", "change": "removed", "count": 2, "amount": {"minor": 14_000, "currency": "USD"}}
    ]
    page = client.post("/simulation", data=SPAN | {"strategy": TOML}).text
    assert "level 1 by letter on 2026-11-02, standard" in page
    assert "<svg" in page
    path = tmp_path / "soft.toml"
    path.write_text(TOML, encoding="utf-8")
    span = ("--from", SPAN["first"], "--to", SPAN["last"], "--db", str(desk.database.url))
    done = tieout(tmp_path, "simulate", "--strategy", str(path), *span, "--json")
    assert [one["customer_number"] for one in json.loads(done.stdout)["changes"]] == ["C2", "C2"], done.stderr
    shown = tieout(tmp_path, "simulate", "--strategy", str(path), *span)
    assert "What differs: 2 of 2" in shown.stdout


def test_what_is_wrong_with_proposed_rules_is_told_at_once(client: TestClient) -> None:
    wrong = client.post("/v1/simulations", json=SPAN | {"credit": "days = 3", "points": "flor = 1"})
    assert wrong.status_code == 422
    assert "days" in wrong.json()["detail"]
    assert "flor" in wrong.json()["detail"]
    nothing = client.post("/v1/simulations", json=SPAN)
    assert "propose something" in nothing.json()["detail"]
