"""What is asked of the whole books is asked once for each state of them, and shown as long as that state holds."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from services import inquiries
from services.workspace import Workspace

Answer = TypeVar("Answer")


class Glances:
    """Answers that hold until the next command, or the next day."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = threading.Lock()
        self._state: tuple[object, ...] = ()
        self._answers: dict[Callable[..., Any], Any] = {}

    def of(self, question: Callable[[Workspace], Answer]) -> Answer:
        """Return the answer to a question of the workspace as it is now."""
        with self.workspace.database.reading() as connection:
            state = (inquiries.newest_command(connection), self.workspace.today())
        with self._lock:
            if state == self._state and question in self._answers:
                known: Answer = self._answers[question]
                return known
        answer = question(self.workspace)
        with self._lock:
            if state != self._state:
                self._state, self._answers = state, {}
            self._answers[question] = answer
        return answer
