"""The sample morning is what the generator makes today, and what the README says of it."""

from pathlib import Path

import parsers
from benchmarks.abroad.files import WRITERS, added
from benchmarks.world.noises import NOISES, RAILS
from benchmarks.world.spec import Spec
from benchmarks.world.tables import texts
from tests.benchmarks.worlds import table

MORNING = Path(__file__).parents[2] / "fixtures" / "bank_files" / "morning"
#: How the names of the files of a format begin, where not by the format's own.
PREFIX = {"nacha": "ach_received"}
#: Classes of payments that only the files from abroad have.
SORTS = {"clean", "advised", "asked", "card_fee"}
SPEC = Spec(seed=20_261_119, receipts=200, items=1_500, customers=60)


def test_the_morning_is_made_again_byte_for_byte() -> None:
    kept = {path.name: path.read_bytes() for path in MORNING.iterdir() if path.name != "README.md"}
    assert kept == added(texts(SPEC))


def test_the_morning_has_every_format_and_every_noise() -> None:
    bank_files = [path for path in MORNING.iterdir() if "_20261119" in path.name]
    known = [(path.name, parsers.recognised(path.read_bytes())) for path in bank_files]
    assert {one.name for _, one in known if one} == {one.name for one in parsers.FORMATS}
    assert [name for name, one in known if not (one and name.startswith(PREFIX.get(one.name, one.name)))] == []
    truth = table((MORNING / "truth.csv").read_text())
    assert {row["class"] for row in truth} == {*NOISES, *SORTS}
    assert {row["rail"] for row in truth} <= {*RAILS, "book", *WRITERS}


def test_the_files_from_abroad_leave_those_of_the_world_alone() -> None:
    world = texts(SPEC)
    made = added(world)
    assert [name for name, text in world.items() if not made[name].startswith(text.encode())] == []
    assert [name for name in world if not name.startswith("truth") and made[name] != world[name].encode()] == []


def test_most_of_the_morning_is_decidable() -> None:
    truth = table((MORNING / "truth.csv").read_text())
    assert 140 <= sum(row["decidable"] == "1" for row in truth if row["rail"] not in WRITERS) <= 185
