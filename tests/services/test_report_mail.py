"""Reports by the clock leave once and to allowed addresses: into the outbox, by a real mail server, through losses."""

import email
import json
from datetime import date
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select, update

from kit.db import Database
from kit.refusals import Invalid, NotFound
from ledger import tables
from ledger.tables import work
from services import reports
from services.dunning.transports import MailServer
from services.jobs import queue
from services.scheduled import lost, mailing, making
from services.scheduled.mailing import NotDelivered
from services.scheduled.wanted import EXAMPLE, Timed
from services.workspace import Workspace
from tests.ledger.desk import item, opened
from tests.services.conftest import workspace_over
from tests.services.dunning.test_sending import Server, server
from tests.services.jobs.test_worker import agreed

__all__ = ["server"]
OURS, OTHER = "cfo@ours.example", "ap@ours.example"
DAY, OF = date(2026, 12, 1), date(2026, 11, 30)
FILES = {"aging-2026-11-30.csv": b"a,b\n1,2\n", "aging-2026-11-30.pdf": b"%PDF-"}
ASKED = EXAMPLE.replace('# to = ["cfo@example.com"]', f'to = ["{OURS}"]').replace("month", "day", 1)


def weekly(*to: str) -> Timed:
    """Return a report that goes to addresses."""
    return Timed(name="aging", report="aging", every="week", forms=("csv", "pdf"), to=to)


def may_mail(database: Database, tmp_path: Path, **settings: object) -> Workspace:
    """Return a workspace that may mail reports to our own domain."""
    places = {"weekly_folder": tmp_path / "reports", "outbox_folder": tmp_path / "outbox"}
    (tmp_path / "reports").mkdir()
    return workspace_over(database, report_mail_domains="ours.example, More.example", **(places | settings))


def states(workspace: Workspace) -> dict[str, str]:
    """Return what became of the e-mails."""
    folder = workspace.settings.weekly_folder
    assert folder is not None
    told: dict[str, str] = json.loads((folder / "MAIN" / "aging" / "aging-2026-11-30.mail.json").read_text())
    return told


def said_of(workspace: Workspace, to: str, note: str = "not in its log", *, went: bool = False, key: str = "") -> str:
    """Say what became of an e-mail of the aging."""
    return lost.settle(workspace, "aging", OF, to, went=went, note=note, actor="ana", key=key)


@pytest.mark.parametrize(
    ("domains", "to", "said"),
    [
        ("", OURS, r"cfo@ours.example is at none of TIEOUT_REPORT_MAIL_DOMAINS \(empty\)"),
        ("theirs.example", OURS, r"is at none of TIEOUT_REPORT_MAIL_DOMAINS \(theirs.example\)"),
        ("ours.example", "cfo@evil.ours.example", "cfo@evil.ours.example is at none"),
        ("ours.example", "a@x.example,cfo@ours.example", "should match pattern"),
    ],
)
def test_a_report_goes_to_allowed_domains_alone(sqlite_database: Database, domains: str, to: str, said: str) -> None:
    """Nobody is mailed unless the settings name the domain: whoever agrees on a report cannot send it elsewhere."""
    workspace = workspace_over(sqlite_database, report_mail_domains=domains)
    with pytest.raises(Invalid, match=said):
        making.check(workspace, ASKED.replace(OURS, to))
    assert making.check(workspace_over(sqlite_database, report_mail_domains="OURS.example"), ASKED)


def test_a35_a_report_by_the_clock_leaves_with_its_files_once(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = may_mail(sqlite_database, tmp_path)
    opened(workspace.database, item("I1", 1_000))
    agreed(workspace, ASKED)
    assert [making.run(workspace, "statements", DAY) for _ in range(2)] == [2, 2]

    (path,) = (tmp_path / "outbox" / "MAIN").iterdir()
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    attached = {part.get_filename() or "": part.get_payload(decode=True) for part in message.iter_attachments()}
    folder = tmp_path / "reports" / "MAIN" / "statements"
    assert (message["To"], message["Subject"]) == (OURS, "statements of MAIN, 2026-11-30")
    assert attached == {name: (folder / name).read_bytes() for name in attached}
    assert sorted(attached) == ["statements-2026-11-30.csv", "statements-2026-11-30.pdf"]


def test_a_mail_that_nobody_knows_of_is_not_sent_again(
    sqlite_database: Database,
    tmp_path: Path,
    server: tuple[Server, int],
) -> None:
    """The server hangs up with a mail in hand: it waits for a person, who writes down what they found.

    An address that takes none is told, and not tried again.
    """
    handler, port = server
    said = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    workspace = may_mail(sqlite_database, tmp_path, **said)
    place = tmp_path / "reports" / "MAIN" / "aging"
    place.mkdir(parents=True)

    def deliver(*to: str) -> int:
        return mailing.deliver(workspace, weekly(*to), OF, place, FILES)

    handler.data = "hang up"
    for _ in range(2):
        with pytest.raises(NotDelivered, match="nobody knows whether it left"):
            deliver(OURS)
    assert (len(handler.mails), states(workspace)) == (1, {OURS: "begun"})
    told = reports.made(workspace, "report-mail", OF)
    assert told.rows() == [("aging", "2026-11-30", OURS, "begun")]

    handler.data = "250 OK"
    with pytest.raises(Invalid, match="say how you know"):
        said_of(workspace, OURS, note=" ")
    with pytest.raises(NotFound):
        said_of(workspace, OTHER)
    assert said_of(workspace, OURS) == "failed"
    with pytest.raises(Invalid, match="it is failed: there is nothing to settle"):
        said_of(workspace, OURS, "it is in its log", went=True)
    assert [deliver(OURS) for _ in range(2)] == [1, 1]
    assert len(handler.mails) == 2

    handler.to = "550 no such user"
    for _ in range(2):
        with pytest.raises(NotDelivered, match=f"{OTHER}: it takes no mail"):
            deliver(OURS, OTHER)
    assert (len(handler.mails), states(workspace)) == (2, {OURS: "sent", OTHER: "bounced"})
    with pytest.raises(NotDelivered, match=r"mallory@theirs\.example is at none"):
        deliver("mallory@theirs.example")
    assert len(handler.mails) == 2


def test_a_process_that_dies_before_the_server_answers_has_sent_nothing(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is begun once the way is open, and only what is begun waits for a person."""
    workspace = may_mail(sqlite_database, tmp_path, smtp_host="127.0.0.1", smtp_port=9, smtp_security="none")
    place = tmp_path / "reports" / "MAIN" / "aging"
    place.mkdir(parents=True)

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(MailServer, "ready", killed)
        with pytest.raises(KeyboardInterrupt):
            mailing.deliver(workspace, weekly(OURS), OF, place, FILES)
    assert lost.listed(workspace) == []
    with pytest.raises(NotDelivered, match=r"127\.0\.0\.1"):
        mailing.deliver(workspace, weekly(OURS), OF, place, FILES)
    assert [one.state for one in lost.listed(workspace)] == ["failed"]


def test_a_persons_word_ends_the_work_and_what_is_in_hand_waits(sqlite_database: Database, tmp_path: Path) -> None:
    """Said to have left, its run is done at once; while a worker has it nobody decides; the trail keeps who said so."""
    workspace = may_mail(sqlite_database, tmp_path)
    opened(workspace.database, item("I1", 1_000))
    agreed(workspace, ASKED)
    making.run(workspace, "statements", DAY)
    (kept,) = (tmp_path / "reports" / "MAIN" / "statements").glob("*.mail.json")
    kept.write_text(json.dumps({OURS: "begun"}))
    with workspace.database.beside() as connection:
        work_id = queue.put(connection, "report", "MAIN", f"statements {DAY}", priority=1, actor="clock")
        connection.execute(update(work).values(state="running"))

    def left(key: str) -> str:
        return lost.settle(workspace, "statements", OF, OURS, went=True, note="he has it", actor="ana", key=key)

    with pytest.raises(lost.BeingSent, match=str(work_id)):
        left("a")
    with workspace.database.beside() as connection:
        connection.execute(update(work).values(state="dead", reason="nobody knows"))
    assert [left("b"), left("b")] == ["sent", "sent"]
    with workspace.database.reading() as connection:
        assert connection.scalars(select(work.c.state)).all() == ["ready"]
        actors = connection.scalars(select(tables.batch.c.actor).where(tables.batch.c.command == "report-mail")).all()
    assert actors == ["ana"]
