"""`tieout customer` and `tieout entity` as a clerk meets them: made, changed by two, shown on a past day."""

import json
from pathlib import Path

from tests.cli.test_commands import tieout


def test_a_customer_is_made_changed_and_shown(tmp_path: Path) -> None:
    made = tieout(tmp_path, "customer", "create", "K1", "--set", "name=Kid", "--set", "terms=NET30", "--by", "ana")
    assert (made.returncode, made.stdout) == (0, "K1 is a customer\n")
    wrong = tieout(tmp_path, "customer", "change", "K1", "--set", "colour=red")
    assert (wrong.returncode, wrong.stdout, wrong.stderr[:20]) == (1, "", "there is no 'colour'")
    changed = tieout(
        tmp_path, "customer", "change", "K1", "--set", "terms=NET60", "--set", "phone=555", "--reason", "asked",
        "--by", "ana", "--json",
    )  # fmt: skip
    said = json.loads(changed.stdout)
    assert said["written"] == 1
    assert tieout(tmp_path, "request", "approve", said["request_id"], "--by", "ANA").returncode == 1
    assert tieout(tmp_path, "request", "approve", said["request_id"], "--by", "ben").returncode == 0
    added = tieout(tmp_path, "customer", "add", "K1", "contact", "--set", "name=AP", "--set", "roles=ap", "--by", "ana")
    assert added.stdout == "K1 has a new contact\n"
    shown = tieout(tmp_path, "customer", "show", "K1")
    assert [word in shown.stdout for word in ("NET60", "555", "contacts", "K1: terms NET30 to NET60", "history")] == [
        True
    ] * 5
    past = json.loads(tieout(tmp_path, "customer", "show", "K1", "--as-of", "2020-01-01", "--json").stdout)
    assert past["customer"]["terms"] == "NET30"
    listed = json.loads(tieout(tmp_path, "customer", "list", "--json").stdout)["customers"]
    assert [one["customer_number"] for one in listed] == ["K1"]


def test_an_entity_is_made_and_changed_by_two(tmp_path: Path) -> None:
    made = tieout(tmp_path, "entity", "create", "EU", "--set", "name=Europe AG", "--set", "currency=EUR")
    assert made.stdout == "EU is an entity\n"
    changed = tieout(tmp_path, "entity", "change", "EU", "--set", "remit_to=Box 9", "--reason", "moved", "--by", "ana")
    asked, waits, command = changed.stdout.partition(" waits for a second person: ")
    assert (waits != "", command) == (True, f"tieout request approve {asked} --by NAME\n")
    rows = json.loads(tieout(tmp_path, "entity", "list", "--json").stdout)["entities"]
    assert [(one["entity"], one["currency"], one["remit_to"]) for one in rows] == [
        ("EU", "EUR", ""),
        ("MAIN", "USD", ""),
    ]
