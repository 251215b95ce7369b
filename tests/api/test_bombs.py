"""A file that takes all memory, never ends or breaks its reader is refused in words, and everything goes on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

import ledger
from api.app import create_app
from kit.readers import Readers
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import Served, serving

MEMORY, SECONDS = 64 << 20, 4
SAYS = {"fills": "more than 64 MiB of memory", "waits": "longer than 4 s", "breaks": "SIGSEGV"}


@pytest.fixture
def mined(workspace: Workspace) -> Iterator[Served]:
    """Serve the application with readers of little memory and time in which bombs are planted."""
    readers = Readers(MEMORY, SECONDS, ("tests.kit.planted",))
    yield from serving(create_app(replace(workspace, readers=readers)))


def test_bombs_are_refused_and_the_file_beside_them_is_taken_matched_and_proven(
    mined: Served, workspace: Workspace
) -> None:
    sent = [("file", (f"{name}.bai", b"BOMB " + name.encode())) for name in SAYS]
    answer = mined.client.post("/v1/bank-files", files=[*sent, ("file", ("morning.bai", morning.BAI2))])
    assert answer.status_code == 202
    told = answer.json()
    assert [one["name"] for one in told["data"]] == ["morning.bai"]
    for (name, says), refused in zip(SAYS.items(), told["refused"], strict=True):
        assert refused["type"] == "reading_stopped"
        assert refused["detail"].startswith(f"{name}.bai: reading it ")
        assert says in refused["detail"]
        assert "split it, or ask its sender" in refused["detail"]
    mined.settle()
    assert mined.client.get(f"/v1/bank-files/{told['data'][0]['id']}").json()["state"] == "matched"
    assert len(mined.client.get("/v1/bank-files").json()["data"]) == 1
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []


@pytest.mark.parametrize(("path", "form"), [("/v1/mappings/guesses", {}), ("/v1/comparisons", {"customer": "C100"})])
def test_what_is_only_looked_at_is_read_apart_too(mined: Served, path: str, form: dict[str, str]) -> None:
    answer = mined.client.post(path, files={"file": ("list.csv", b"BOMB breaks")}, data=form)
    assert (answer.status_code, answer.json()["type"]) == (422, "reading_stopped")
    assert "SIGSEGV" in answer.json()["detail"]
