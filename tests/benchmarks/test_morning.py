"""The sample morning is what the generator makes today, and what the README says of it."""

from pathlib import Path

from benchmarks.world.noises import NOISES, RAILS
from benchmarks.world.spec import Spec
from benchmarks.world.tables import texts
from tests.benchmarks.worlds import table

MORNING = Path(__file__).parents[2] / "fixtures" / "bank_files" / "morning"
SPEC = Spec(seed=20_261_119, receipts=200, items=1_500, customers=60)


def test_the_morning_is_made_again_byte_for_byte() -> None:
    kept = {path.name: path.read_bytes() for path in MORNING.iterdir() if path.name != "README.md"}
    assert kept == {name: text.encode() for name, text in texts(SPEC).items()}


def test_the_morning_has_every_format_and_every_noise() -> None:
    names = {path.name.split("_")[0] for path in MORNING.iterdir()}
    formats = {path.name for path in MORNING.parent.iterdir()} - {"morning"}
    assert formats <= names
    truth = table((MORNING / "truth.csv").read_text())
    assert {row["class"] for row in truth} == set(NOISES)
    assert {row["rail"] for row in truth} == {*RAILS, "book"}


def test_most_of_the_morning_is_decidable() -> None:
    truth = table((MORNING / "truth.csv").read_text())
    assert 140 <= sum(row["decidable"] == "1" for row in truth) <= 185
