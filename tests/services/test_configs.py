"""A45: a change of the rules takes two people, begins on its day, and can be taken back; a past day keeps its own."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger
from dunning import notices, points, strategy
from kit.refusals import Conflict, Invalid, NotFound
from ledger import configs
from ledger.configs import Version
from ledger.refusals import SamePerson
from services import control, effects
from services.commands import command
from services.configs import flags, holding, kinds, proposing
from services.configs.proposing import When
from services.credit import policies as credit_policies
from services.decisions import policies
from services.dunning import strategies, worklist
from services.jobs import schedules, shown
from services.knowledge import acts
from services.knowledge.kinds import Fact
from services.workspace import Workspace
from tests.ledger.desk import booked
from tests.services.conftest import NOON, workspace_over
from tests.services.dunning.desk import late

TODAY = NOON.date()
LENIENT = '[write_offs]\nsmall_balance = "5.00"\n'
STRICT = '[write_offs]\nsmall_balance = "0.10"\n'


def at(workspace: Workspace, days: int) -> Workspace:
    """Return the workspace so many days later."""
    then = NOON + timedelta(days=days)
    return replace(workspace, clock=lambda: then)


def agreed(workspace: Workspace, kind: str, text: str, on: date | None = None, name: str = "") -> int:
    """Put a version in force by two people, and return its number."""
    asked = proposing.propose(workspace, kind, text, When("audit", on), name=name, actor="ana")
    control.approve(workspace, asked.request_id, actor="boss")
    return proposing.history(workspace, kind)[0].number


def small(workspace: Workspace, on: date | None = None) -> int:
    """Return the small balance that the policy lets be written off on a day, minor units."""
    return policies.of(workspace, on).small_balance_limit


def test_what_was_taught_stands_on_a_day_by_the_rules_of_that_day(workspace: Workspace) -> None:
    acts.propose(workspace, Fact("not_ar", "company_id", "1185967292"), actor="ana")
    agreed(workspace, "policy", "[learning]\nexpiry_days = 1\n", TODAY + timedelta(days=3))

    stands = [acts.listed(workspace, as_of=TODAY + timedelta(days=days))[0].status for days in (0, 2, 3)]
    assert stands == ["active", "active", "retired"]


def test_a45_two_people_from_a_day_on_and_back_again(workspace: Workspace) -> None:
    asked = proposing.propose(workspace, "policy", LENIENT, When("audit 7", TODAY + timedelta(days=3)), actor="ana")
    assert (small(workspace), asked.kind) == (100, "config"), "asked for, nothing holds yet"
    with pytest.raises(SamePerson):
        control.approve(workspace, asked.request_id, actor="Ana")
    control.approve(workspace, asked.request_id, actor="boss")
    assert [small(workspace, TODAY + timedelta(days=days)) for days in (0, 2, 3, 30)] == [100, 100, 500, 500]

    later = at(workspace, 5)
    assert agreed(later, "policy", STRICT) == 2
    back = proposing.revert(later, "policy", 1, When("too strict", TODAY + timedelta(days=8)), actor="cy")
    control.approve(later, back.request_id, actor="boss")
    days = [small(later, TODAY + timedelta(days=days)) for days in (0, 3, 4, 5, 7, 8)]
    assert days == [100, 500, 500, 10, 10, 500], "each day by its own rules, the past as it was"
    told = [
        (one.number, one.restores, one.proposed_by, one.decided_by, one.why)
        for one in proposing.history(later, "policy")
    ]
    assert told == [
        (3, 1, "cy", "boss", "too strict"),
        (2, 0, "ana", "boss", "audit"),
        (1, 0, "ana", "boss", "audit 7"),
    ]
    assert proposing.diff(later, "policy", 1, 2)[-2:] == ['-small_balance = "5.00"', '+small_balance = "0.10"']
    assert proposing.diff(later, "policy", 1, 3) == []


def test_what_is_approved_late_begins_on_its_approval(empty: Workspace) -> None:
    asked = proposing.propose(empty, "policy", LENIENT, When("audit", TODAY), actor="ana")
    control.approve(at(empty, 4), asked.request_id, actor="boss")
    assert proposing.history(empty, "policy")[0].effective_from == TODAY + timedelta(days=4)


def test_version_0_brings_back_what_was_before(empty: Workspace) -> None:
    agreed(empty, "policy", LENIENT)
    asked = proposing.revert(empty, "policy", 0, When("no more"), actor="ana")
    control.approve(empty, asked.request_id, actor="boss")
    assert small(empty) == 100
    assert [one.says for one in proposing.standing(empty, TODAY) if one.kind == "policy"] == ["the defaults"]


def test_the_database_takes_no_version_without_the_yes_of_two_in_the_same_command(workspace: Workspace) -> None:
    ways = ((None, "unapproved|foreign key"), (control.refuse, "unapproved"), (control.approve, "unapproved|unique"))
    for decided, said in ways:
        asked = proposing.propose(workspace, "policy", LENIENT, When(f"audit {decided}"), actor="ana")
        if decided:
            decided(workspace, asked.request_id, actor="boss", note="seen")
        standing = proposing.history(workspace, "policy")
        row = configs.NewVersion("policy", "", LENIENT, TODAY, 0, asked.request_id)
        with pytest.raises(Exception, match=f"(?i){said}"), command(workspace, "config", "ana", {}) as book:
            configs.put(book, row, NOON)
        assert proposing.history(workspace, "policy") == standing


#: What is proposed: kind, text, from which day, name -> what its refusal says.
WRONG = (
    ("policy", LENIENT, -1, "", "is past"),
    ("policy", "[proof]\nproposals = 0\nnothing = 1\n", 0, "", "2 problems"),
    ("policy", 'entity = "OTHER"\n', 0, "", "policy of OTHER"),
    ("policy", LENIENT, 0, "x", "has no names"),
    ("policy", " ", 0, "", "is empty"),
    ("credit", 'order_value = "1.234"\npast_due_amount = "x"\nhorizon_days = -1\n', 0, "", "order_value is no"),
    ("credit", 'order_value = "1.234"\npast_due_amount = "x"\nhorizon_days = -1\n', 0, "", "past_due_amount is no"),
    ("credit", 'order_value = "1.234"\npast_due_amount = "x"\nhorizon_days = -1\n', 0, "", "horizon_days"),
    ("credit", '[onboarding]\nscorecard = "ours.toml"\n', 0, "", "ours.toml"),
    ("scorecard", 'currency = "USD"\n', 0, "s", "component"),
    ("scorecard", 'currency = "USD"\n', 0, "", "say which by name"),
    ("worklist", "floor = -1\namounts = [[5, 1], [5, 2]]\nsilent = { days = 1 }\n", 0, "", "floor"),
    ("worklist", "ages = [[5, 1], [5, 2]]\n", 0, "", "ages: each step"),
    ("flags", "daily_letters = 1\nfaster = true\n", 0, "", "there is no flag faster"),
    ("flags", "daily_letters = 1\nfaster = true\n", 0, "", "daily_letters is true or false"),
    ("dunning", 'name = "a"\ncurrency = "USD"\nfloor = "x"\n', 0, "", "floor is no amount"),
    ("dunning", 'name = "a"\ncurrency = "USD"\nfloor = "x"\n', 0, "", "levels"),
    ("colours", "x = 1", 0, "", "there is no configuration colours"),
)


@pytest.mark.parametrize(("kind", "text", "days", "name", "says"), WRONG)
def test_what_cannot_hold_is_refused_with_all_that_is_wrong(
    empty: Workspace, kind: str, text: str, days: int, name: str, says: str
) -> None:
    when = When("audit", TODAY + timedelta(days=days))
    with pytest.raises((Invalid, NotFound)) as refused:
        proposing.propose(empty, kind, text, when, name=name, actor="ana")
    assert says in str(refused.value)


def test_what_changes_nothing_or_was_overtaken_is_refused(empty: Workspace) -> None:
    first, second = (proposing.propose(empty, "policy", text, When("audit"), actor="ana") for text in (LENIENT, STRICT))
    control.approve(empty, first.request_id, actor="boss")
    with pytest.raises(Conflict, match="version 1 of policy was decided since"):
        control.approve(empty, second.request_id, actor="boss")
    with pytest.raises(Invalid, match="says the same"):
        proposing.propose(empty, "policy", LENIENT, When("again"), actor="ana")
    with pytest.raises(NotFound):
        proposing.revert(empty, "policy", 7, When("again"), actor="ana")
    with pytest.raises(Invalid, match="no version of credit that could end"):
        proposing.revert(empty, "credit", 0, When("again"), actor="ana")


def test_a_file_holds_until_a_version_does_and_both_are_refused_where_they_differ(
    empty: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(LENIENT)
    books = workspace_over(empty.database, policy_file=file)
    assert small(books) == 500
    with pytest.raises(holding.Ambiguous, match="TIEOUT_POLICY_FILE"):
        proposing.propose(books, "policy", STRICT, When("audit"), actor="ana")
    assert agreed(books, "policy", LENIENT) == 1, "the file as it is may be taken in"
    assert policies.held(books).file == "version 1 of policy"
    assert agreed(empty, "policy", STRICT) == 2
    with pytest.raises(holding.Ambiguous, match="unset TIEOUT_POLICY_FILE"):
        policies.of(books)
    assert small(books, TODAY - timedelta(days=1)) == 500, "a day before any version is the file's"
    assert small(empty) == 10


def test_a_credit_policy_and_the_scorecard_that_it_names(empty: Workspace) -> None:
    agreed(empty, "scorecard", kinds.named("scorecard").example(empty), name="ours.toml")
    agreed(empty, "credit", 'order_value = "500.00"\n[onboarding]\nscorecard = "ours.toml"\n')
    held = credit_policies.of(empty)
    card = credit_policies.scorecard(empty, held)
    assert (held.order_value, card and [one.name for one in card.card]) == (50_000, ["years_in_business", "paydex"])
    assert credit_policies.of(empty, TODAY - timedelta(days=1)).order_value is None


def test_points_of_the_worklist_hold_from_their_day(empty: Workspace) -> None:
    late(empty)
    agreed(empty, "worklist", "floor = 0\nages = [[1, 77]]\n", TODAY + timedelta(days=1))
    today, tomorrow = (
        {one.facts.customer_number: [each.points for each in one.points] for one in worklist.of(empty, on)}
        for on in (TODAY, TODAY + timedelta(days=1))
    )
    assert [77 in given for given in (today["C1"], tomorrow["C1"])] == [False, True]
    assert ("C2" in today, "C2" in tomorrow) == (False, True), "the floor is 100 until then"


def test_a_strategy_of_dunning_has_its_history_and_ends(empty: Workspace) -> None:
    late(empty)
    usual = strategies.starting()
    assert agreed(empty, "dunning", usual) == 1
    assert agreed(empty, "dunning", usual.replace('floor = "50.00"', 'floor = "80.00"'), name="standard") == 2
    assert strategies.in_force(empty)["standard"].floor == 8_000
    back = proposing.revert(empty, "dunning", 1, When("too high"), name="standard", actor="ana")
    control.approve(empty, back.request_id, actor="boss")
    assert strategies.in_force(empty)["standard"].floor == 5_000
    end = strategies.retire(empty, "standard", reason="over", actor="ana", on=TODAY + timedelta(days=2))
    control.approve(empty, end.request_id, actor="boss")
    assert (list(strategies.in_force(empty)), list(strategies.in_force(at(empty, 2)))) == (["standard"], [])
    assert [one.restores for one in proposing.history(empty, "dunning", "standard")] == [0, 1, 0, 0]


def test_a_strategy_from_before_there_were_versions_holds_until_one_begins(empty: Workspace) -> None:
    late(empty)
    old = strategy.read(strategies.starting())
    with booked(empty.database, "asked") as book:
        request = ledger.approvals.ask(book, ledger.records.NewRequest("dunning_strategy", "x", "{}", "x"), NOON)
        body = json.dumps(old.model_dump(mode="json"))
        book.write("dunning_strategy", [("MAIN", "standard", body, request, 1)])
    agreed(empty, "dunning", strategies.starting().replace("bank_days = 1", "bank_days = 4"), TODAY + timedelta(days=1))
    with empty.database.reading() as connection:
        held = [notices.strategies(connection, "MAIN", TODAY + timedelta(days=days))["standard"] for days in (0, 1)]
    assert [one.bank_days for one in held] == [1, 4]


def test_a_strategy_reads_back_as_it_was_written() -> None:
    usual = strategy.read(strategies.starting())
    odd = usual.model_copy(update={"risk_classes": ("high", 'a "b"\\'), "floor": 123})
    assert [strategy.read(strategy.written(one)) for one in (usual, odd)] == [usual, odd]
    assert points.read(points.STANDARD.read_text()) == points.USUAL


def test_a_flag_switches_what_is_done_by_the_clock(empty: Workspace) -> None:
    plain = {"weekly_folder": None, "daily_controls": False, "nightly_accounts": False}
    there = at(workspace_over(late(empty).database, **plain), 3)
    agreed(at(empty, 3), "flags", "daily_letters = true\ndaily_collections = false\n")
    schedules.tick(at(there, 4))
    assert {one.kind for one in shown.listed(there)} == {"letters"}
    with pytest.raises(Invalid, match="TIEOUT_DAILY_CONTROLS"):
        proposing.propose(there, "flags", "daily_controls = true\n", When("x"), actor="ana")


#: What the environment sets, what the version states -> whether the flag is on.
DISPUTED: tuple[tuple[dict[str, bool], bool | None, bool], ...] = (
    ({}, None, False),
    ({}, True, True),
    ({"daily_letters": True}, None, True),
    ({"daily_letters": True}, True, True),
    ({"daily_letters": True}, False, False),
    ({"daily_letters": False}, True, False),
)


def test_a_flag_that_is_disputed_is_off(empty: Workspace) -> None:
    for environment, stated, found in DISPUTED:
        body = "" if stated is None else f"daily_letters = {str(stated).lower()}\n"
        settings = workspace_over(empty.database, **environment).settings
        held = {"MAIN": version(1, TODAY, body)}
        assert flags.on(settings, held, "MAIN", "daily_letters") is found, (environment, stated)


def test_whoever_approves_reads_what_changes(empty: Workspace) -> None:
    agreed(empty, "policy", LENIENT)
    proposing.propose(empty, "policy", STRICT, When("audit", TODAY + timedelta(days=1)), actor="ana")
    (one,) = effects.waiting(empty)
    assert one.does == "Changes policy, what the rules of the business say."
    assert one.facts[0] == ("holds from", "2026-11-21")
    assert one.changes == ('-small_balance = "5.00"', '+small_balance = "0.10"')


def test_a_first_version_is_read_against_what_held_without_any(empty: Workspace) -> None:
    """Of eighty lines of defaults the one that differs is seen, not all of them as new."""
    text = proposing.example(empty, "policy").replace('error_bound = "0.1%"', 'error_bound = "0.05%"')
    proposing.propose(empty, "policy", text, When("audit"), actor="ana")
    (one,) = effects.waiting(empty)
    assert one.changes == ('-error_bound = "0.1%"', '+error_bound = "0.05%"')


def test_whoever_approves_reads_every_line_however_many(empty: Workspace) -> None:
    """Nobody says yes to what the page leaves out."""
    long = LENIENT + "".join(f"# {number}\n" for number in range(300))
    proposing.propose(empty, "policy", long, When("audit"), actor="ana")
    (one,) = effects.waiting(empty)
    assert {f"+# {number}" for number in range(300)} <= set(one.changes)


def version(number: int, on: date, body: str = "x") -> Version:
    """Return a version."""
    return Version("policy", "", number, body, on, 0, "req", "ana", "boss", "why", datetime.min)  # noqa: DTZ901


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 9))
def test_what_holds_is_what_began_last(begins: list[int], on: int) -> None:
    day: Callable[[int], date] = lambda days: TODAY + timedelta(days=days)  # noqa: E731
    versions = [version(number, day(days)) for number, days in enumerate(begins, start=1)]
    held = configs.holding(versions, day(on)).get("")
    slow = None
    for back in range(on, -1, -1):
        slow = next((one for one in reversed(versions) if one.effective_from == day(back)), None)
        if slow:
            break
    assert held == slow
