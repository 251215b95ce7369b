"""A mailbox that is read over IMAP (RFC 9051): what came since the last time; nothing there is changed."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from kit.refusals import Invalid, Refused
from kit.settings import Settings
from services.dunning.inbox import BYTES_MAX
from services.dunning.transports import HERE

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxAway(Refused):
    """The mailbox could not be read now."""

    code = "mailbox_away"
    retry = True


class Mailbox:
    """An open folder of a mailbox; `validity` says whether places of before still hold."""

    def __init__(self, server: imaplib.IMAP4, folder: str) -> None:
        self._server = server
        self.count = int(_good(server.select(_quoted(folder), readonly=True))[0] or 0)
        told = server.response("UIDVALIDITY")[1][0]
        self.validity = int(told) if isinstance(told, bytes) else 0

    def after(self, uid: int) -> list[int]:
        """Return the places behind one, in order."""
        found = _good(self._server.uid("SEARCH", f"UID {uid + 1}:*"))[0]
        return sorted(one for one in map(int, (found or b"").split()) if one > uid)

    def content(self, uid: int) -> bytes | None:
        """Return an e-mail as it came, None where it is too large or gone."""
        size = _SIZE.search(
            b" ".join(part for part in _good(self._server.uid("FETCH", str(uid), "(RFC822.SIZE)")) if part)
        )
        if size is None or int(size[1]) > BYTES_MAX:
            return None
        for part in _good(self._server.uid("FETCH", str(uid), "(BODY.PEEK[])")):
            if isinstance(part, tuple):
                return bytes(part[1])
        return None


@contextmanager
def opened(settings: Settings) -> Iterator[Mailbox]:
    """Open the mailbox that the settings name. Refused: Invalid without one; MailboxAway where it cannot be read."""
    if not settings.imap_host:
        raise Invalid("TIEOUT_IMAP_HOST names no mail server")
    if settings.imap_security == "none" and settings.imap_host not in HERE:
        raise Invalid("TIEOUT_IMAP_SECURITY none is for a server of this machine only")
    try:
        server = _connected(settings)
        try:
            password = settings.imap_password.get_secret_value() if settings.imap_password else ""
            server.login(settings.imap_user, password)
            yield Mailbox(server, settings.imap_folder)
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()
            with suppress(imaplib.IMAP4.error, OSError):
                server.shutdown()
    except (imaplib.IMAP4.error, OSError) as wrong:
        raise MailboxAway(f"{settings.imap_host}: {wrong}") from wrong


def _connected(settings: Settings) -> imaplib.IMAP4:
    """Return a connection."""
    host, port, seconds = settings.imap_host, settings.imap_port, settings.imap_seconds
    if settings.imap_security == "tls":
        return imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=seconds)
    return imaplib.IMAP4(host, port, timeout=seconds)


def _good(answer: tuple[str, list[Any]]) -> list[Any]:
    """Return what a server says. IMAP4.error where it says no."""
    state, data = answer
    if state != "OK":
        raise imaplib.IMAP4.error(f"answered {state}")
    return data


def _quoted(folder: str) -> str:
    """Return a folder's name as IMAP writes it."""
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
