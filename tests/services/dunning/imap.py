"""A small mail server that answers IMAP4rev1 over a real socket: one mailbox, read as imaplib reads it."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Box:
    """A mailbox: e-mails by their places, its validity, and what was asked of it; `port` is where it answers."""

    password: str = "right"
    validity: int = 1
    mails: dict[int, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    cut_after: int | None = None  # so many fetches are answered, then the line breaks
    port: int = 0

    def put(self, data: bytes) -> None:
        """Let an e-mail come."""
        self.mails[max(self.mails, default=0) + 1] = data


class Cut(Exception):  # noqa: N818 - nobody sees it
    """The line breaks."""


class _Handler(socketserver.StreamRequestHandler):
    """One connection."""

    box: Box

    def handle(self) -> None:
        """Answer commands until the line ends."""
        self._say(b"* OK here")
        try:
            while line := self.rfile.readline():
                tag, _, rest = line.decode().strip().partition(" ")
                self.box.asked.append(rest)
                if not self._answer(tag, rest):
                    return
        except Cut:
            return

    def _answer(self, tag: str, said: str) -> bool:
        """Answer a command; return whether the line stays."""
        word, box = said.upper(), self.box
        if word.startswith("LOGIN"):
            good = f'"{box.password}"' in said
            self._say(f"{tag} {'OK in' if good else 'NO wrong password'}".encode())
            return True
        if word.startswith("CAPABILITY"):
            self._say(b"* CAPABILITY IMAP4rev1")
        elif word.startswith(("EXAMINE", "SELECT")):
            self._say(f"* {len(box.mails)} EXISTS".encode(), f"* OK [UIDVALIDITY {box.validity}] valid".encode())
        elif found := re.match(r"UID SEARCH UID (\d+):\*", word):
            # a range that ends with * holds the last e-mail in any case (RFC 9051, 9)
            uids = [uid for uid in box.mails if uid >= int(found[1])] or sorted(box.mails)[-1:]
            self._say(f"* SEARCH {' '.join(map(str, uids))}".encode())
        elif found := re.match(r"UID FETCH (\d+) \((.*)\)", word):
            self._fetch(int(found[1]), whole="BODY.PEEK" in found[2])
        elif word.startswith("LOGOUT"):
            self._say(b"* BYE now", f"{tag} OK done".encode())
            return False
        self._say(f"{tag} OK done".encode())
        return True

    def _fetch(self, uid: int, *, whole: bool) -> None:
        """Give an e-mail, or how large it is."""
        box = self.box
        if whole and box.cut_after is not None:
            box.cut_after -= 1
            if box.cut_after < 0:
                raise Cut
        data = box.mails[uid]
        if whole:
            self._say(f"* {uid} FETCH (UID {uid} BODY[] {{{len(data)}}}".encode())
            self.wfile.write(data)
            self._say(b")")
        else:
            self._say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(data)})".encode())

    def _say(self, *lines: bytes) -> None:
        """Send lines."""
        for line in lines:
            self.wfile.write(line + b"\r\n")
        self.wfile.flush()


@contextmanager
def serving() -> Iterator[Box]:
    """Give a mailbox that answers while the block lasts."""
    kept = Box()

    class Handler(_Handler):
        """Knows its mailbox."""

        box = kept

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield kept
        server.shutdown()
        thread.join()
