"""B7a: letters leave once: by a real mail server of the test, into the outbox, through kills and refusals."""

import asyncio
import email
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pypdf
import pytest
from aiosmtpd.smtp import SMTP

import ledger
from dunning import notices
from kit.refusals import Conflict, Invalid
from ledger import NewApplication
from ledger.contact_log import Channel, Outcome
from services import contact_log
from services.dunning import promises, runs, sending, worklist
from services.dunning.papers import Papers
from services.dunning.transports import Mail, MailServer, NotSentError, Outbox, UnsureError
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, invoice_id, receipt
from tests.services.conftest import workspace_over


class Server:
    """A mail server that keeps what it is given, and says what it is told to say."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self.to, self.data = "250 OK", "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        """Answer to whom mail goes."""
        if self.to.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail, or hang up with it in hand."""
        self.mails.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=default)))
        if self.data == "hang up":
            server.transport.close()
        return self.data


@pytest.fixture
def server() -> Iterator[tuple[Server, int]]:
    """Give a running mail server and its port."""
    handler, loop = Server(), asyncio.new_event_loop()
    served = loop.run_until_complete(loop.create_server(lambda: SMTP(handler, loop=loop), "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield handler, served.sockets[0].getsockname()[1]
    loop.call_soon_threadsafe(served.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def mailed(dunned: Workspace, server: tuple[Server, int], tmp_path: Path) -> Workspace:
    """Give the desk with its letters queued and a mail server set."""
    said = {"smtp_host": "127.0.0.1", "smtp_port": server[1], "smtp_security": "none"}
    workspace = workspace_over(dunned.database, outbox_folder=tmp_path / "outbox", **said)
    runs.run(workspace, actor="ann")
    return workspace


def states(workspace: Workspace) -> dict[str, str]:
    """Return the state of each customer's letter."""
    return dict(runs.listed(workspace).select("customer_number", "state").iter_rows())


def test_a_letter_goes_by_mail_with_the_statement_and_one_to_print_into_the_outbox(
    mailed: Workspace, server: tuple[Server, int]
) -> None:
    assert sending.send(mailed, actor="ann") == {"sent": 2}
    ((to, mail),) = server[0].mails
    letter = runs.letter(mailed, runs.listed(mailed, customer="C1")["notice_id"][0])
    name = letter["notice_id"]
    assert to == ["ap@one.example"]
    assert mail["Message-ID"] == f"<{name}@example.com>" == letter["message_id"]
    assert mail["Reply-To"] == f"receivables+{name}@example.com"
    assert mail["Subject"] == f"One: 1,050.00 USD past due [{name}]"
    assert mail["From"] == "Accounts Receivable <receivables@example.com>"
    (statement,) = mail.iter_attachments()
    assert statement.get_content().startswith(b"%PDF")
    assert "I1  due 2026-10-11  1,000.00 USD" in mail.get_body().get_content()  # type: ignore[union-attr]
    printed = list((mailed.settings.outbox_folder / "MAIN").iterdir())
    assert [path.suffix for path in printed] == [".pdf"]
    (page,) = pypdf.PdfReader(printed[0]).pages
    text = page.extract_text()
    assert {"Two", "Street 2", "Town"} <= {line.strip() for line in text.splitlines()}, "whom it goes to"
    assert "Page 1 of 1" in text
    log = contact_log.of(mailed, "C1").row(0, named=True)
    assert (log["channel"], log["outcome"], sorted(log["documents"])) == (
        Channel.EMAIL,
        Outcome.LEFT_MESSAGE,
        ["I1", "I2"],
    )
    assert sending.send(mailed, actor="ann") == {}
    assert len(server[0].mails) == 1


def test_without_a_mail_server_mails_lie_in_the_outbox(dunned: Workspace) -> None:
    runs.run(dunned, actor="ann")
    assert sending.send(dunned, actor="ann") == {"sent": 2}
    folder = dunned.settings.outbox_folder / "MAIN"
    assert sorted(path.suffix for path in folder.iterdir()) == [".eml", ".pdf"]
    (path,) = folder.glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=default)
    assert mail["To"] == "ap@one.example"


@pytest.mark.parametrize(
    ("to", "data", "state", "then"),
    [
        ("550 no such user", "250 OK", "bounced", "bounced"),
        ("451 later", "250 OK", "failed", "sent"),
        ("250 OK", "554 spam", "failed", "sent"),
        ("250 OK", "hang up", "uncertain", "uncertain"),
    ],
)
def test_what_a_server_says_decides(
    mailed: Workspace, server: tuple[Server, int], to: str, data: str, state: str, then: str
) -> None:
    server[0].to, server[0].data = to, data
    sending.send(mailed, actor="ann")
    assert states(mailed)["C1"] == state
    server[0].to, server[0].data = "250 OK", "250 OK"
    sending.send(mailed, actor="ann")
    assert states(mailed)["C1"] == then


def test_a_mailed_letter_that_nobody_answers_gives_points_as_one_by_post_does(
    mailed: Workspace, server: tuple[Server, int]
) -> None:
    del server
    sending.send(mailed, actor="ann")
    later = DAY + timedelta(days=5)
    silent = {one.facts.customer_number: one.facts.letter_days for one in worklist.of(mailed, later)}
    assert silent["C1"] == 5
    contact_log.log(mailed, contact_log.Said("C1", Channel.CALL, Outcome.PAID, later), actor="ann")
    assert {one.facts.letter_days for one in worklist.of(mailed, later) if one.facts.customer_number == "C1"} == {None}


def test_after_a_bounce_the_next_letter_goes_by_post(mailed: Workspace, server: tuple[Server, int]) -> None:
    server[0].to = "550 no such user"
    sending.send(mailed, actor="ann")
    tomorrow = DAY + timedelta(days=1)
    (again,) = (one for one in runs.propose(mailed, tomorrow).plan.notices if one.customer_number == "C1")
    assert (again.level, again.channel, again.fell_back) == (1, "letter", "bounced")


def test_a_server_that_is_not_there_is_tried_five_times(dunned: Workspace, tmp_path: Path) -> None:
    said = {"smtp_host": "127.0.0.1", "smtp_port": 9, "smtp_security": "none"}
    away = workspace_over(dunned.database, outbox_folder=tmp_path / "outbox", **said)
    runs.run(away, actor="ann")
    found = []
    for _ in range(6):
        sending.send(away, actor="ann")
        found.append(states(away)["C1"])
    assert found == ["failed"] * 4 + ["cancelled"] * 2


class Killed(BaseException):
    """The process dies."""


class Dying:
    """A way out in which the process dies, before or after the letter left."""

    def __init__(self, way: Any, *, left: bool) -> None:
        self.way, self.left, self.dies = way, left, True

    def ready(self) -> None:
        """Be there."""

    def hand_over(self, mail: Mail) -> None:
        """Die, the letter gone or not."""
        if self.left or not self.dies:
            self.way.hand_over(mail)
        if self.dies:
            raise Killed

    def went(self, mail: Mail) -> bool | None:
        """Say what the way says."""
        found: bool | None = self.way.went(mail)
        return found


@pytest.mark.parametrize("left", [False, True])
def test_killed_between_sending_and_marking_a_letter_is_in_the_outbox_once(dunned: Workspace, *, left: bool) -> None:
    runs.run(dunned, actor="ann")
    way = Dying(Outbox(dunned.settings.outbox_folder), left=left)
    both = sending.Ways(way, way)
    for _ in range(2):  # each of the two letters kills once
        with pytest.raises(Killed):
            sending.send(dunned, actor="ann", chosen=both)
        way.dies = True
    way.dies = False
    sending.send(dunned, actor="ann", chosen=both)
    assert set(states(dunned).values()) == {"sent"}
    assert len(list(dunned.settings.outbox_folder.iterdir())) == 2
    assert contact_log.of(dunned)["customer_number"].sort().to_list() == ["C1", "C2"]


def test_killed_with_a_mail_server_nobody_knows_and_a_person_settles_it(
    mailed: Workspace, server: tuple[Server, int]
) -> None:
    way = Dying(MailServer(mailed.settings), left=True)
    chosen = sending.Ways(way, Outbox(mailed.settings.outbox_folder))
    with pytest.raises(Killed):
        sending.send(mailed, actor="ann", chosen=chosen)
    way.way.close()
    name = runs.listed(mailed, customer="C1")["notice_id"][0]
    assert states(mailed)["C1"] == "begun"
    assert sending.send(mailed, actor="ann")["uncertain"] == 1
    assert len(server[0].mails) == 1, "nobody sends it again by himself"
    with pytest.raises(Invalid, match="how you know"):
        runs.settle(mailed, name, went=False, note=" ", actor="ann")
    runs.settle(mailed, name, went=False, note="not in their log", actor="ann")
    assert sending.send(mailed, actor="ann") == {"sent": 1}
    first, second = (mail["Message-ID"] for _, mail in server[0].mails)
    assert first == second, "whoever has it already sees that it is the same"
    with pytest.raises(Invalid, match="nothing to settle"):
        runs.settle(mailed, name, went=True, note="x", actor="ann")


def test_two_senders_do_not_begin_one_letter(dunned: Workspace) -> None:
    runs.run(dunned, actor="ann")
    with dunned.database.reading() as connection:
        (seen, _) = notices.to_send(connection, "MAIN")
    with booked(dunned.database, "first") as book:
        notices.step(book, seen, notices.LetterState.BEGUN, "", dunned.now())
    with pytest.raises(Conflict), booked(dunned.database, "second") as book:
        notices.step(book, seen, notices.LetterState.BEGUN, "", dunned.now())


def test_what_was_paid_or_promised_since_is_not_sent(dunned: Workspace) -> None:
    runs.run(dunned, actor="ann")
    promises.make(dunned, "I3", DAY, person="Jo", actor="ann")
    with booked(dunned.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("1", 5_000)])
        ledger.applications.apply(book, [NewApplication("rcp_1", invoice_id("I2"), 5_000, gl_on=DAY)])
    assert sending.send(dunned, actor="ann") == {"cancelled": 2}
    details = dict(runs.listed(dunned).select("customer_number", "detail").iter_rows())
    assert details == {"C1": "paid since 2026-11-20", "C2": "promised since 2026-11-20"}


def test_a_letter_is_the_same_bytes_whenever_it_is_made(dunned: Workspace) -> None:
    runs.run(dunned, actor="ann")
    with dunned.database.reading() as connection:
        rows = [one.row for one in notices.to_send(connection, "MAIN")]
    made = [[Papers(dunned).mail(row).content for row in rows] for _ in range(2)]
    assert made[0] == made[1]
    assert json.loads(rows[0].sender)["name"] == "Accounts Receivable"


def test_without_encryption_only_to_this_machine(dunned: Workspace) -> None:
    away = workspace_over(dunned.database, smtp_host="mail.example.com", smtp_security="none")
    with pytest.raises(Invalid, match="this machine only"):
        sending.ways(away)


def test_an_outbox_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotSentError):
        Outbox(tmp_path / "file").hand_over(Mail("ntc_1", "a@b.c", "d@e.f", None, b"x"))
    assert issubclass(UnsureError, Exception)
