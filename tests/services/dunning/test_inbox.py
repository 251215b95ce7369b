"""An answer to a letter is tied to it, stands in the contact log once, and pauses the letters."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from dunning import replies
from kit.refusals import Invalid, NotFound
from services import contact_log
from services.dunning import inbox, runs, strategies
from services.workspace import Workspace
from tests.ledger.desk import DAY


def answer(text: str = "We will pay on Friday.", **headers: str) -> bytes:
    """Return an e-mail."""
    mail = EmailMessage()
    usual = {"From": "Jo <jo@one.example>", "To": "receivables@example.com", "Subject": "Re: past due"}
    for name, value in (usual | headers).items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


@pytest.mark.parametrize("way", ["message", "address", "subject"])
def test_an_answer_is_tied_by_each_way_and_pauses_the_letters(dunned: Workspace, way: str) -> None:
    runs.run(dunned, actor="ann")
    (name,) = runs.listed(dunned, customer="C1")["notice_id"]
    headers = {
        "message": {"In_Reply_To": f"<{name}@example.com>"},
        "address": {"To": f"receivables+{name}@example.com"},
        "subject": {"Subject": f"Re: past due [{name}]"},
    }[way]
    data = answer(**headers)
    taken = inbox.take(dunned, data, actor="ann")
    assert (taken.customer_number, taken.notice_id, taken.known_by, taken.seems) == ("C1", name, way, "promise")
    assert inbox.take(dunned, data, actor="bob").replayed
    log = contact_log.of(dunned, "C1")
    assert (log.height, sorted(log["documents"][0]), log["person"][0]) == (1, ["I1", "I2"], "jo@one.example")
    assert {one.reason for one in runs.propose(dunned).plan.skipped if one.customer_number == "C1"} == {"blocked"}
    strategies.block(dunned, "C1", "lifted", None, "answered them", actor="ann")


def test_an_answer_ends_no_longer_exclusion(dunned: Workspace) -> None:
    runs.run(dunned, actor="ann")
    (name,) = runs.listed(dunned, customer="C1")["notice_id"]
    strategies.block(dunned, "C1", "bankrupt", None, "petition filed", actor="ann")
    inbox.take(dunned, answer(Subject=name), actor="ann")
    later = runs.propose(dunned, DAY + timedelta(days=99)).plan.skipped
    assert {one.reason for one in later if one.customer_number == "C1"} == {"blocked"}


def test_what_answers_nothing_of_ours_is_refused(dunned: Workspace) -> None:
    runs.run(dunned, actor="ann")
    first, second = runs.listed(dunned)["notice_id"]
    for data in (answer(), answer(Subject="ntc_0000000000000000"), answer(Subject=f"{first} {second}")):
        with pytest.raises(NotFound):
            inbox.take(dunned, data, actor="ann")
    with pytest.raises(Invalid):
        inbox.take(dunned, b"\n\nno e-mail", actor="ann")
    assert contact_log.of(dunned).is_empty()


@pytest.mark.parametrize(
    ("text", "seems"),
    [
        ("This was already paid on 12 Nov.", "paid_claims"),
        ("The price is wrong.", "dispute"),
        ("It goes out with the next check run", "promise"),
        ("please send us the invoice", "needs_copy"),
        ("Thanks\n> The price is wrong", ""),
        ("Hello", ""),
    ],
)
def test_what_an_answer_seems_to_say(text: str, seems: str) -> None:
    assert replies.seems(text) == seems
