"""How letters leave: written into an outbox, which knows what it holds, or handed to a mail server, which does not."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from kit import whole_files
from kit.refusals import Invalid
from kit.settings import Settings

#: Machines that a mail server without encryption may run on.
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter ready to leave: an e-mail, or a document to print."""

    notice_id: str
    sender: str
    recipient: str
    message: EmailMessage | None
    paper: bytes = b""

    @property
    def content(self) -> bytes:
        """Return the bytes that leave, the same whenever they are made."""
        return self.message.as_bytes() if self.message is not None else self.paper

    @property
    def name(self) -> str:
        """Return what its file is called."""
        return f"{self.notice_id}.{'eml' if self.message is not None else 'pdf'}"


class NotSentError(Exception):
    """It did not leave, certainly; `bounced`: this address takes none."""

    def __init__(self, why: str, *, bounced: bool = False) -> None:
        super().__init__(why)
        self.bounced = bounced


class UnsureError(Exception):
    """Nobody knows whether it left."""


class Transport(Protocol):
    """A way out."""

    def ready(self) -> None:
        """Open the way; a NotSentError where it does not open: nothing has left."""

    def hand_over(self, mail: Mail) -> None:
        """Let a letter leave; a NotSentError or UnsureError where it did not, or nobody knows."""

    def went(self, mail: Mail) -> bool | None:
        """Say whether a letter left before; None where this cannot be known."""


class Outbox:
    """A folder: a letter is there whole or not at all, and the same one written again is the same file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ready(self) -> None:
        """A folder is always there, or made."""

    def hand_over(self, mail: Mail) -> None:
        """Write a letter."""
        path = self.folder / mail.name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            whole_files.write(path, mail.content)
        except OSError as wrong:
            raise NotSentError(f"{path}: {wrong.strerror}") from wrong

    def went(self, mail: Mail) -> bool | None:
        """Say whether the letter is there."""
        return (self.folder / mail.name).exists()


class MailServer:
    """A mail server: one connection for many letters. Until it said yes to a letter, nobody knows."""

    def __init__(self, settings: Settings) -> None:
        if settings.smtp_security == "none" and settings.smtp_host not in HERE:
            raise Invalid("TIEOUT_SMTP_SECURITY none is for a server of this machine only")
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def ready(self) -> None:
        """Connect and sign in."""
        self._open()

    def hand_over(self, mail: Mail) -> None:
        """Hand a letter over."""
        assert mail.message is not None, mail.notice_id
        server = self._open()
        try:
            server.send_message(mail.message, mail.sender, [mail.recipient])
        except smtplib.SMTPRecipientsRefused as no:
            self._reset()
            code, said = next(iter(no.recipients.values()))
            raise NotSentError(f"{code} {_text(said)}", bounced=code >= PERMANENT) from no
        except smtplib.SMTPResponseException as no:
            self._reset()
            raise NotSentError(f"{no.smtp_code} {_text(no.smtp_error)}") from no
        except (smtplib.SMTPException, OSError) as lost:
            self.close()
            raise UnsureError(f"the mail server was lost: {lost}") from lost

    def went(self, _mail: Mail) -> bool | None:
        """Return None: a mail server does not tell."""
        return None

    def close(self) -> None:
        """Let go of the server."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _open(self) -> smtplib.SMTP:
        """Return the server, signed in. NotSentError where it does not answer: nothing has left."""
        if self._server is None:
            try:
                self._server = self._connected()
            except (smtplib.SMTPException, OSError) as wrong:
                raise NotSentError(f"{self._settings.smtp_host}: {wrong}") from wrong
        return self._server

    def _connected(self) -> smtplib.SMTP:
        """Return a new connection."""
        said = self._settings
        context = ssl.create_default_context()
        where = (said.smtp_host, said.smtp_port)
        if said.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=said.smtp_seconds, context=context)
        else:
            server = smtplib.SMTP(*where, timeout=said.smtp_seconds)
        try:
            if said.smtp_security == "starttls":
                server.starttls(context=context)
            if said.smtp_user:
                server.login(said.smtp_user, said.smtp_password.get_secret_value() if said.smtp_password else "")
        except BaseException:
            server.close()
            raise
        return server

    def _reset(self) -> None:
        """Begin anew with the server after a no."""
        if self._server is not None:
            try:
                self._server.rset()
            except (smtplib.SMTPException, OSError):
                self.close()


def _text(said: bytes | str) -> str:
    """Return what a server said as text."""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
