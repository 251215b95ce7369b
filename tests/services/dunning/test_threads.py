"""A35: the shared inbox over a real mail server: threads, their customers and owners, who waits too long, schedules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

import ledger
from api.app import create_app
from dunning import intents
from kit.readers import Readers
from kit.refusals import Invalid
from services import contact_log
from services.dunning import runs, threads
from services.dunning.mailbox import MailboxAway
from services.jobs import mailboxes, schedules
from services.jobs.worker import Worker
from services.reports.schedules import CLOCKED
from services.reports.schedules import schedules as clocked
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked
from tests.services.dunning.imap import Box, serving
from tests.services.dunning.test_inbox import answer


@pytest.fixture
def box() -> Iterator[Box]:
    """Give a mailbox."""
    with serving() as given:
        yield given


@pytest.fixture
def desk(dunned: Workspace, box: Box) -> Workspace:
    """Give the desk of collections with a mailbox, customer C1 minded by ana, their orders by sam."""
    with booked(dunned.database, "minded") as book:
        rows = [ledger.master.Assignment("C1", "collector", "ana"), ledger.master.Assignment("C1", "sales_rep", "sam")]
        ledger.master.keep(book, rows)
    said = {"imap_host": "127.0.0.1", "imap_port": box.port, "imap_security": "none", "imap_user": "ar"}
    return replace(
        dunned,
        settings=dunned.settings.model_validate(dunned.settings.model_dump() | said | {"imap_password": "right"}),
    )


def mail(number: int, text: str = "Hello", **headers: str) -> bytes:
    """Return an e-mail with a Message-ID."""
    return answer(text, **({"Message_ID": f"<m{number}@one.example>"} | headers))


def test_a35_a_reply_to_a_letter_attaches_to_its_customer_and_invoice_and_pauses_the_letters(
    desk: Workspace, box: Box
) -> None:
    """Fetched twice it is there once; the thread has its customer, documents, intent and owner."""
    runs.run(desk, actor="ann")
    (name,) = runs.listed(desk, customer="C1")["notice_id"]
    box.put(mail(1, "We will pay on Friday.", In_Reply_To=f"<{name}@example.com>"))
    assert threads.poll(desk, actor="worker") == threads.Polled(1, 0, 0, 0)
    assert threads.poll(desk, actor="worker") == threads.Polled(0, 0, 0, 0)
    (one,) = threads.listed(desk)
    assert (one.customer_number, one.known_by, one.documents, one.owner) == ("C1", "letter", "I1, I2", "ana")
    assert (one.intent, one.why, one.state, one.due_on) == ("promise", "will pay", "waiting", DAY + timedelta(days=3))
    assert contact_log.of(desk, "C1").height == 1
    assert {one.reason for one in runs.propose(desk).plan.skipped if one.customer_number == "C1"} == {"blocked"}
    assert not any("STORE" in line.upper() for line in box.asked)


def test_exactly_once_through_a_broken_line_and_a_mailbox_made_anew(desk: Workspace, box: Box) -> None:
    for number in range(1, 5):
        box.put(mail(number, Subject=f"no. {number}"))
    box.put(mail(2, Subject="no. 2, delivered again"))
    box.cut_after = 2
    with pytest.raises(MailboxAway):
        threads.poll(desk, actor="worker")
    assert len(threads.listed(desk)) == 2
    box.cut_after = None
    assert threads.poll(desk, actor="worker") == threads.Polled(2, 1, 0, 0)
    box.validity = 2
    assert threads.poll(desk, actor="worker") == threads.Polled(0, 5, 0, 0)
    assert sorted(one.subject for one in threads.listed(desk)) == [f"no. {number}" for number in range(1, 5)]


def test_a_customer_is_known_by_thread_sender_or_document(desk: Workspace, box: Box) -> None:
    box.put(mail(1, "Where is our purchase order 77?", From="AP@one.example", Subject="order"))
    box.put(mail(2, "and?", From="boss@elsewhere.example", In_Reply_To="<m1@one.example>"))
    box.put(mail(3, "I3 is wrong", From="x@elsewhere.example"))
    box.put(mail(4, "I1 and I3", From="x@elsewhere.example"))
    threads.poll(desk, actor="worker")
    found = {one.mails[0].message_id[2]: one for one in threads.listed(desk)}
    assert {name: (one.customer_number, one.known_by, one.intent) for name, one in found.items()} == {
        "1": ("C1", "sender", "other"),
        "3": ("C2", "document", "dispute"),
        "4": ("", "", "other"),
    }
    assert (found["1"].mails[0].intent, found["1"].owner, len(found["1"].mails)) == ("order", "sam", 2)
    assert threads.decide(desk, found["4"].thread_id, "customer", actor="ann", value="C1").customer_number == "C1"


def test_who_waits_beyond_the_day_is_escalated_once(desk: Workspace, box: Box) -> None:
    box.put(mail(1))
    threads.poll(desk, actor="worker")
    (one,) = threads.listed(desk)
    late = replace(desk, clock=lambda: desk.clock() + timedelta(days=4))
    assert threads.escalate(desk, actor="worker") == []
    assert (threads.escalate(late, actor="worker"), threads.escalate(late, actor="w")) == ([one.thread_id], [])
    assert threads.listed(late)[0].escalated
    assert threads.decide(desk, one.thread_id, "answered", actor="ann").state == "answered"
    assert threads.listed(desk) == []
    box.put(mail(2, "and now?", In_Reply_To="<m1@one.example>"))
    threads.poll(desk, actor="worker")
    (again,) = threads.listed(desk)
    assert (again.thread_id, again.state, again.escalated) == (one.thread_id, "waiting", False)


def test_the_worker_looks_by_the_clock_and_the_report_says_when_it_failed(desk: Workspace, box: Box) -> None:
    """A35: last run and failure of everything that the clock asks for."""
    assert {one.kind for one in schedules.SCHEDULES} | {mailboxes.KIND} == set(CLOCKED)
    assert (mailboxes.tick(desk), mailboxes.tick(desk)) == (1, 0)
    box.password = "changed"
    worker(desk)
    row = {one["kind"]: one for one in clocked(desk, DAY).to_dicts()}["mailbox"]
    assert row["state"] == "failing"
    assert "wrong" in row["why"]


def worker(desk: Workspace) -> None:
    """Do what waits, once."""
    one = Worker(desk, threads=1)
    one.drain()
    one.stop(5)


def test_a_page_decides_by_a_key(desk: Workspace, box: Box) -> None:
    box.put(mail(1, "The price is wrong", Subject="<b>price</b>"))
    box.put(mail(2, Subject="second"))
    threads.poll(desk, actor="worker")
    client = TestClient(create_app(desk), base_url="http://127.0.0.1")
    page = client.get("/inbox").text
    assert "&lt;b&gt;price" in page
    assert 'data-key="a"' in page
    first, _ = threads.listed(desk)
    token = page.split('"X-CSRF-Token": "')[1].split('"')[0]
    client.headers.update({"X-CSRF-Token": token, "HX-Request": "true"})
    shown = client.post(f"/inbox/{first.thread_id}/closed", data={"by": "ann"})
    assert shown.status_code == 200, shown.text
    assert len(threads.listed(desk)) == 1


def test_without_a_mailbox_or_over_a_foreign_line_nothing_is_fetched(dunned: Workspace) -> None:
    with pytest.raises(Invalid, match="names no mail server"):
        threads.poll(dunned, actor="w")
    bad = dunned.settings.model_copy(update={"imap_host": "mail.example", "imap_security": "none"})
    with pytest.raises(Invalid, match="this machine"):
        threads.poll(replace(dunned, settings=bad), actor="w")


@pytest.mark.parametrize(
    ("subject", "text", "intent", "why"),
    [
        ("Remittance advice", "attached", "remittance", "Remittance advice"),
        ("Re: due", "the statement of account, please", "statement", "statement of account"),
        ("Re: due", "> purchase order\nthanks", "other", ""),
        ("new account number", "", "bank_details", "new account number"),
    ],
)
def test_what_an_e_mail_wants_is_told_with_its_words(subject: str, text: str, intent: str, why: str) -> None:
    assert intents.of(subject, text) == (intent, why)


def test_an_e_mail_that_breaks_its_reader_waits_as_one_that_a_person_opens(desk: Workspace, box: Box) -> None:
    """The e-mails behind it are taken; it is told once, and never read again."""
    mined = replace(desk, readers=Readers(64 << 20, 60, ("tests.kit.planted",)))
    box.put(mail(1, "BOMB breaks"))
    box.put(mail(2, "Where is my order?"))
    assert threads.poll(mined, actor="worker") == threads.Polled(2, 0, 0, 0)
    assert threads.poll(mined, actor="worker") == threads.Polled(0, 0, 0, 0)
    broken, whole = sorted(threads.listed(mined), key=lambda one: one.sender)
    assert (broken.subject, whole.sender) == ("An e-mail that cannot be read", "jo@one.example")
    assert "SIGSEGV" in broken.mails[0].body
    mined.stop_readers()
