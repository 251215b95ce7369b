"""A receiver of webhooks on loopback that answers as it is told: well, badly, late, or not at all."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What came in, in order, and what is answered: a status for each request, the last for all that follow.

    0 closes the connection without an answer after the request was taken.
    """

    url: str = ""
    answers: list[int] = field(default_factory=lambda: [204])
    late_seconds: int = 0
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self) -> dict[str, Any]:
        """Return message by id: what a receiver holds that knows ids it has seen."""
        return {headers["webhook-id"]: json.loads(body) for headers, body in self.requests}

    def ranges(self, event: str) -> list[tuple[int, int]]:
        """Return the ranges of an event that it holds, in order."""
        told = [body["data"] for body in self.took().values() if body["type"] == event]
        return sorted((data["first"], data["last"]) for data in told)

    def _taken(self, headers: dict[str, str], body: bytes) -> int:
        with self.lock:
            self.requests.append((headers, body))
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def receiving(answers: Sequence[int] = (204,)) -> Iterator[Receiver]:
    """Serve a receiver on a free port of loopback."""
    receiver = Receiver(answers=list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status = receiver._taken(headers, body)
            time.sleep(receiver.late_seconds)
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            if status in {301, 302, 307}:
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Write nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hooks"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
