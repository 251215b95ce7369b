"""A58, A23, A40: one digest a day and none for nothing; what was worked without a word; access gone through."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kit.refusals import Conflict, Invalid, NotFound
from ledger.contact_log import Channel, Outcome
from ledger.refusals import SamePerson, UnknownCustomer
from services import contact_log, reports, watching
from services.contact_log import Said
from services.dunning import promises
from services.people import access, persons
from services.reports.asked import asked
from services.workspace import Workspace
from tests.ledger.desk import DAY
from tests.services.dunning.conftest import dunned as dunned  # noqa: PLC0414 - a fixture


def later(workspace: Workspace, days: int) -> Workspace:
    """Return the workspace some days later."""
    now = workspace.now() + timedelta(days=days)
    return replace(workspace, clock=lambda: now)


def test_a58_one_digest_a_day_none_if_nothing_changed(dunned: Workspace) -> None:
    persons.add(dunned, "ana", "Ana", actor="setup")
    watching.say(dunned, "C1", "before anybody watched", actor="ben")
    watching.follow(dunned, "C1", held=True, actor="ana")
    assert watching.tell(dunned, actor="clock", key="1") == 0, "nothing changed since"
    watching.say(dunned, "C1", "they move in May", actor="ben")
    watching.say(dunned, "C1", "of my own I know", actor="ana")
    watching.say(dunned, "C2", "nobody watches C2", actor="ben")
    promises.make(dunned, "I1", DAY + timedelta(days=7), person="Jo", actor="ben")
    assert watching.tell(dunned, actor="clock", key="2") == 1
    (told,) = watching.digests(dunned, "ANA")
    assert (told.on, told.said) == (dunned.today(), "C1: 1 comment, 1 contact, 1 promise")
    watching.say(dunned, "C1", "more", actor="ben")
    assert watching.tell(dunned, actor="clock", key="3") == 0, "one a day"
    tomorrow = later(dunned, 1)
    assert watching.tell(tomorrow, actor="clock") == 1
    assert watching.digests(tomorrow, "ana")[0].said == "C1: 1 comment"
    assert watching.tell(later(dunned, 2), actor="clock") == 0, "none, for nothing changed"
    watching.follow(dunned, "C1", held=False, actor="ana")
    watching.say(dunned, "C1", "nobody hears", actor="ben")
    assert watching.tell(later(dunned, 3), actor="clock") == 0
    assert [one.said for one in watching.comments(dunned, "C1")][:2] == ["nobody hears", "more"]


def test_a58_what_is_no_comment_is_refused(dunned: Workspace) -> None:
    with pytest.raises(Invalid):
        watching.say(dunned, "C1", "  ", actor="ben")
    with pytest.raises(UnknownCustomer):
        watching.say(dunned, "C9", "who?", actor="ben")
    with pytest.raises(UnknownCustomer):
        watching.follow(dunned, "C9", held=True, actor="ben")


def coverage(workspace: Workspace, on: date, **options: str) -> list[dict[str, object]]:
    """Return the report's rows."""
    report = next(one for one in reports.REPORTS if one.name == "coverage")
    return report.make(workspace, asked(report.options, on, options)).rows(named=True)


def test_a23_what_was_worked_without_a_note_is_listed_and_else_there_is_none(dunned: Workspace) -> None:
    today = dunned.today()
    (row,) = coverage(dunned, today)
    assert (row["listed"], row["worked"], row["without_note"], row["left"]) == (1, 0, 0, 1), "C2 owes too little"
    contact_log.log(dunned, Said("C1", Channel.CALL, Outcome.RESOLVED, note="paid by cheque"), actor="ana")
    silent = Said("C2", Channel.CALL, Outcome.NO_ANSWER, next_action="call", next_on=today + timedelta(days=1))
    done = contact_log.log(dunned, silent, actor="ana")
    (row,) = coverage(dunned, today)
    assert (row["listed"], row["worked"], row["without_note"], row["left"]) == (1, 2, 1, 0)
    assert [one["customer_number"] for one in coverage(dunned, today, by="customer", show="unsaid")] == ["C2"]
    contact_log.add(dunned, done.contact_id, "no line", actor="ana")
    assert coverage(dunned, today, by="customer", show="unsaid") == []
    assert [one["worked"] for one in coverage(dunned, today + timedelta(days=1))] == [0]


def test_every_role_is_kept_or_ended_by_somebody_else_and_what_is_late_is_listed(dunned: Workspace) -> None:
    persons.add(dunned, "ana", "Ana", actor="setup", given=["reviewer", "auditor"])
    persons.add(dunned, "ad", "Ad", actor="setup", given=["admin"])
    made = access.begin(dunned, "Q4", DAY + timedelta(days=10), actor="ad")
    persons.add(dunned, "new", "New", actor="setup", given=["clerk"])
    states = {(one.login, one.role): one.state for one in access.grants(dunned, made.campaign_id)}
    assert states == dict.fromkeys([("ad", "admin"), ("ana", "auditor"), ("ana", "reviewer")], "waiting")
    told = access.review(dunned, made.campaign_id, "ana", "reviewer", kept=True, reason="at the desk", actor="ad")
    assert (told.state, told.by, told.reason) == ("kept", "ad", "at the desk")
    ended = access.review(dunned, made.campaign_id, "ana", "auditor", kept=False, reason="moved", actor="ad")
    assert ended.state == "ended"
    assert persons.one(dunned, "ana").roles == ("reviewer",)
    late = {(one.login, one.role): one.state for one in access.grants(later(dunned, 11), made.campaign_id)}
    assert late == {("ad", "admin"): "overdue", ("ana", "auditor"): "ended", ("ana", "reviewer"): "kept"}
    for grant, kept, actor, refusal in (
        (("ad", "admin"), True, "AD", SamePerson),
        (("ana", "reviewer"), False, "ad", Conflict),
        (("new", "clerk"), True, "ad", NotFound),
    ):
        with pytest.raises(refusal):
            access.review(dunned, made.campaign_id, *grant, kept=kept, reason="x", actor=actor)
    with pytest.raises(Invalid):
        access.begin(dunned, "Q3", dunned.today() - timedelta(days=1), actor="ad")
    persons.leave(dunned, "ad", actor="setup")
    assert access.grants(dunned, made.campaign_id)[0].state == "ended", "who is out holds nothing"
