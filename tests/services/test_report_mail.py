"""Reports by the clock leave once and to allowed addresses: into the outbox, by a real mail server, through losses."""

import email
import json
from datetime import date
from email.policy import default
from pathlib import Path

import pytest

from kit.db import Database
from kit.refusals import Invalid
from services import report_mail, timed
from services.report_mail import NotDelivered
from services.reports.timed import EXAMPLE, Timed
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


def mailing(database: Database, tmp_path: Path, **settings: object) -> Workspace:
    """Return a workspace that may mail reports to our own domain."""
    places = {"weekly_folder": tmp_path / "reports", "outbox_folder": tmp_path / "outbox"}
    (tmp_path / "reports").mkdir()
    return workspace_over(database, report_mail_domains="ours.example, More.example", **(places | settings))


def states(workspace: Workspace) -> dict[str, str]:
    """Return what became of the e-mails."""
    folder = workspace.settings.weekly_folder
    assert folder is not None
    told: dict[str, str] = json.loads((folder / "aging-2026-11-30.mail.json").read_text())
    return told


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
        timed.check(workspace, ASKED.replace(OURS, to))
    assert timed.check(workspace_over(sqlite_database, report_mail_domains="OURS.example"), ASKED)


def test_a35_a_report_by_the_clock_leaves_with_its_files_once(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = mailing(sqlite_database, tmp_path)
    opened(workspace.database, item("I1", 1_000))
    agreed(workspace, ASKED)
    assert [timed.run(workspace, "statements", DAY) for _ in range(2)] == [2, 2]

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
    workspace = mailing(sqlite_database, tmp_path, **said)
    place = workspace.settings.weekly_folder
    assert place is not None

    def deliver(*to: str) -> int:
        return report_mail.deliver(workspace, weekly(*to), OF, place, FILES)

    handler.data = "hang up"
    for _ in range(2):
        with pytest.raises(NotDelivered, match="nobody knows whether it left"):
            deliver(OURS)
    assert (len(handler.mails), states(workspace)) == (1, {OURS: "begun"})

    handler.data = "250 OK"
    (place / "aging-2026-11-30.mail.json").write_text(json.dumps({OURS: "failed"}))
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
