"""The whole API asked by schemathesis: books with a morning in them, one person who may do everything, served.

`python -m tests.api.whole_api 50` asks with fifty examples an operation; the suite asks a few of each.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import migrations
from api.app import create_app
from kit.db import Database
from kit.settings import Settings
from services import intake, matching
from services.people import keys, persons, roles
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import BYTES_MAX, NOW, Served, serving
from tests.services.sheets import imported

ROOT = Path(__file__).parents[2]
#: Phases, and how many times the examples of an operation: chains of operations begin with one that makes something,
#: which few do, so that many are tried before most links were followed.
PHASES = (("examples,coverage,fuzzing", 1), ("stateful", 20))
#: Not asked: a stream without end, and what would take away the key it asks with.
LEFT_OUT = ("follow_bank_file", "end_key")


@contextmanager
def seeded(folder: Path) -> Iterator[tuple[Served, str]]:
    """Serve a morning taken in and matched; give with it the key of somebody who may do everything."""
    database = Database(f"sqlite:///{folder}/books.db")
    migrations.upgrade(database)
    workspace = Workspace(database, Settings(file_bytes_max=BYTES_MAX, rate_per_minute=0), lambda: NOW)
    imported(workspace, folder, morning.CUSTOMERS, morning.OPEN_ITEMS, actor="test")
    intake.take(workspace, morning.BAI2, "morning.bai", actor="test")
    matching.run(workspace, as_of=workspace.today())
    bearer = may_everything(workspace)
    for served in serving(create_app(workspace)):
        served.client.get("/openapi.json")  # made at the first question: nobody waits for it on a busy machine
        yield served, bearer
    database.dispose()


def may_everything(workspace: Workspace) -> str:
    """Return the key of somebody who holds every role but the trainee's: no rule lets that happen elsewhere."""
    with patch.object(roles, "conflicts", lambda _held: ()):
        persons.add(workspace, "sam", "Sam", actor="setup", given=[role for role in roles.ROLES if role != "trainee"])
        return keys.add(
            workspace, "sam", "test", [scope for scope in roles.SCOPES if scope != "propose"], 30, actor="setup"
        )[1]


def asked(url: str, bearer: str, *more: str, shown: bool = False) -> subprocess.CompletedProcess[str]:
    """Let schemathesis ask a served API; the same seed asks the same. `shown`: what it says is printed as it comes."""
    command = [
        *(f"{Path(sys.executable).with_name('schemathesis')}", "--config-file", f"{ROOT / 'schemathesis.toml'}"),
        *("run", f"{url}/openapi.json", "--header", f"Authorization: Bearer {bearer}"),
        *("--generation-database", "none", "--suppress-health-check", "all"),
        *("--seed", "7", "--warnings", "off", "--no-color"),
        *(part for name in LEFT_OUT for part in ("--exclude-operation-id", name)),
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    with tempfile.TemporaryDirectory() as folder:  # it keeps what it found where it runs
        return subprocess.run(
            [*command, *more], capture_output=not shown, text=True, check=False, env=environment, cwd=folder
        )


def main(arguments: Sequence[str]) -> int:
    """Ask everything; what is found is printed."""
    examples = int(arguments[0]) if arguments else 50
    with tempfile.TemporaryDirectory() as folder, seeded(Path(folder)) as (served, bearer):
        runs = [
            asked(served.url, bearer, "--phases", phases, "--max-examples", f"{examples * times}", shown=True)
            for phases, times in PHASES
        ]
    return max(run.returncode for run in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
