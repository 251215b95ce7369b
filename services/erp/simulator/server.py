"""A server on the loopback that speaks the language of an ERP or a card processor, in the mood that its seed says."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from services.erp.simulator.books import Books, Change, Dialect, Reply
from services.erp.simulator.dialects import DIALECTS
from services.erp.simulator.moods import BAD_DAY, Mood, Temper

#: Answers that book nothing.
NOT_BOOKED = {Mood.BROKEN: 500, Mood.UNAVAILABLE: 503, Mood.THROTTLED: 429, Mood.REFUSED: 400}
BOOKS = "/simulator/books"
OUTBOX = "/simulator/outbox"
_THOUSAND = 1000


class Simulator:
    """One simulated partner; `url` is where it answers, `books` what it holds."""

    def __init__(self, adapter: str | Dialect, temper: Temper | None = None, port: int = 0) -> None:
        self.dialect = DIALECTS[adapter] if isinstance(adapter, str) else adapter
        self.books = Books()
        self.temper = temper or Temper(moods=BAD_DAY)
        self.attempts: Counter[str] = Counter()
        self.moods: Counter[str] = Counter()
        self.waiting: list[tuple[threading.Timer, Change]] = []
        simulator = self

        class Handler(_Handler):
            """Knows its simulator."""

            erp = simulator

        self.server = _Server(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def serve(self) -> None:
        """Answer until somebody stops it."""
        self.server.serve_forever(poll_interval=1 / 20)

    def next_mood(self, reference: str) -> Mood:
        """Return the mood of the next attempt at a document, counted."""
        with self.books.lock:
            self.attempts[reference] += 1
            mood = self.temper.mood(reference, self.attempts[reference])
            self.moods[mood] += 1
        return mood

    def booked(self, change: Change, *, partial: bool = False) -> Reply:
        """Carry a change out, one at a time."""
        with self.books.lock:
            return change.book(partial)

    def later(self, change: Change) -> None:
        """Carry a change out after a while, when nobody waits for it any more."""
        timer = threading.Timer(self.temper.delay / _THOUSAND, self.booked, (change,))
        timer.daemon = True
        self.waiting.append((timer, change))
        timer.start()

    def land(self) -> None:
        """Carry out now what was to be carried out later."""
        while self.waiting:
            timer, change = self.waiting.pop()
            timer.cancel()
            self.booked(change)


@contextmanager
def running(adapter: str | Dialect, temper: Temper | None = None) -> Iterator[Simulator]:
    """Give a simulator that answers while the block lasts."""
    simulator = Simulator(adapter, temper)
    thread = threading.Thread(target=simulator.serve, daemon=True)
    thread.start()
    try:
        yield simulator
    finally:
        simulator.server.shutdown()
        thread.join()
        simulator.server.server_close()


class _Server(ThreadingHTTPServer):
    """Lets more knock at once than are told documents at once: who is not let in knocks again a second later."""

    daemon_threads = True
    request_queue_size = 128


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    erp: Simulator
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a body does not wait for its head's receipt

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def do_GET(self) -> None:
        """Read, always in a good mood."""
        own = {BOOKS: self._books, OUTBOX: self._outbox}
        if self.path in own:
            self._answer(own[self.path]())
            return
        self._answer(self.erp.dialect.read(self.erp.books, self.path) or (404, b"{}"))

    def do_POST(self) -> None:
        """Write, in the mood of the attempt."""
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:  # whoever asked gave up before all of it was here
            self._end()
            return
        change = self.erp.dialect.write(self.erp.books, self.command, self.path, body)
        if change is None:
            self._answer((404, b"{}"))
            return
        self._in_mood(Mood.GOOD if change.calm else self.erp.next_mood(change.reference), change)

    do_PUT = do_PATCH = do_POST  # noqa: N815 - the library's names

    def _in_mood(self, mood: Mood, change: Change) -> None:
        """Do what the mood says."""
        if mood in NOT_BOOKED:
            self._answer((NOT_BOOKED[mood], b'{"error":"' + mood.encode() + b'"}'))
            return
        if mood in {Mood.LATE, Mood.GATEWAY}:
            self.erp.later(change)
            self._end() if mood == Mood.LATE else self._answer((408, b'{"error":"request timeout"}'))
            return
        reply = self.erp.booked(change, partial=mood == Mood.PARTIAL)
        if mood == Mood.TWICE:
            self.erp.booked(change)
        self._say(mood, reply)

    def _say(self, mood: Mood, reply: Reply) -> None:
        """Answer what was booked, as the mood says it."""
        if mood == Mood.DROPPED:
            self._end()
        elif mood == Mood.HUNG:
            time.sleep(2 * _THOUSAND / _THOUSAND + self.erp.temper.delay / _THOUSAND)
            self._end()
        elif mood == Mood.CUT:
            self._answer(reply, cut=True)
        elif mood == Mood.LIED:
            self._answer((500, b'{"error":"lied"}'))
        else:
            time.sleep(self.erp.temper.delay / _THOUSAND if mood == Mood.SLOW else 0)
            self._answer(reply)

    def _answer(self, reply: Reply, *, cut: bool = False) -> None:
        """Send an answer; a cut one says that it is longer than it is."""
        status, body = reply
        with suppress(OSError):  # nobody may wait for it any more
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) + 40 * cut))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
        if cut:
            self._end()

    def _end(self) -> None:
        """End the connection."""
        self.close_connection = True

    def _books(self) -> Reply:
        """Return every document."""
        with self.erp.books.lock:
            return 200, json.dumps(self.erp.books.documents).encode()

    def _outbox(self) -> Reply:
        """Return what it would tell us by itself."""
        with self.erp.books.lock:
            return 200, b"\n".join(said for _, said in self.erp.books.outbox)
