"""Hundreds of kills at random points of taking, matching, posting, delivering and telling the ERP: `make soak-kills`.

`TIEOUT_SOAK_KILLS` says how many on each database. The receiver answers badly now and then.
"""

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from kit.db import Database
from services.erp.simulator.moods import BAD_DAY, Mood, Temper
from services.erp.simulator.server import running
from tests.conftest import RING
from tests.lending import administer, named
from tests.services.jobs import kills
from tests.services.receiver import receiving

WANTED = int(os.environ.get("TIEOUT_SOAK_KILLS", "200"))
#: What the receiver answers: mostly yes; sometimes an error of its own, or nothing though it took the message.
ANSWERS = (204, 204, 204, 204, 500, 0, 503)
#: What the ERP does: whatever leaves open whether it took a document; a definite no would wait for a person.
MOODS = tuple((mood, share) for mood, share in BAD_DAY if mood not in {Mood.HUNG, Mood.REFUSED, Mood.PARTIAL})
FILES = 30
KILLS_A_MORNING = 25


@pytest.fixture
def books(request: pytest.FixtureRequest, backend: str, tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """Give fresh books, as often as asked."""
    opened: list[Database] = []
    template = request.getfixturevalue(f"{backend}_template")

    def fresh() -> Database:
        if backend == "sqlite":
            path = tmp_path / f"{len(opened)}.db"
            shutil.copy(template, path)
            opened.append(Database(f"sqlite:///{path}", RING))
        else:
            server = request.getfixturevalue("postgres_server")
            name = f"tieout_kills_{os.getpid()}_{len(opened)}"
            administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
            opened.append(Database(named(server, name), RING))
        return opened[-1]

    yield fresh
    for database in opened:
        database.dispose()


@pytest.mark.parametrize("backend", ["sqlite", "postgres"])
def test_many_kills_lose_and_double_nothing(books: Callable[[], Database], tmp_path: Path, backend: str) -> None:
    struck: Counter[str] = Counter()
    done = mornings = 0
    while done < WANTED:
        mornings += 1
        dice = Random(mornings)
        folder = tmp_path / f"morning{mornings}"
        folder.mkdir()
        answers = [dice.choice(ANSWERS) for _ in range(400)] + [204]
        with receiving(answers) as receiver, running(kills.ERP, Temper(mornings, MOODS, 50)) as erp:
            of = kills.morning(books(), folder, (receiver, erp), FILES, apart=True)
            began = time.monotonic()
            while of.kills < min(KILLS_A_MORNING, WANTED - done) and of.left():
                of.killed(dice)
            killed = time.monotonic()
            of.finished()
            kills.proven(of)
        done += of.kills
        struck.update(of.struck)
        spent = f"{killed - began:.0f} s of kills, {time.monotonic() - killed:.0f} s to finish and prove"
        said = dict(sorted(struck.items()))
        sys.stderr.write(f"{backend}: {done} kills in {mornings} mornings ({spent}); struck: {said}\n")
