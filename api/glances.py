"""A glance at the sums of the books is taken once for each state of them, and shown as long as it holds."""

import threading

from services import inquiries
from services.workspace import Workspace


class Glances:
    """The newest glance: up to which command it was taken, and what did not agree."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._seen: tuple[int, list[str]] = (-1, [])

    def now(self) -> list[str]:
        """Return what does not agree in the books as they are now; nothing is the proof."""
        with self._workspace.database.reading() as connection:
            newest = inquiries.newest_command(connection)
        with self._lock:
            if self._seen[0] != newest:
                self._seen = inquiries.balance_known(self._workspace)
            return self._seen[1]
