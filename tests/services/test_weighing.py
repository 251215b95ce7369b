"""A candidate of weights is fitted on what people said, and on nothing else that is in doubt."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks import mornings, reviewer
from benchmarks.world import tables
from benchmarks.world.spec import Spec
from cli.main import main
from matcher.cases import Case
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.frames import HITS, RECEIPTS, empty
from matcher.shelf import Receipt, typed
from matcher.shelf import shelf as laid
from matcher.weighing import weights
from matcher.weighing.weights import COMMITTED
from services import matching
from services.decisions import weighing
from services.decisions.weighing import TooFewAnswers
from services.workspace import Workspace
from tests.matcher import build
from tests.matcher.build import customer, item, receipt

SPEC = Spec(seed=13, receipts=150, items=1_200, customers=50)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give books in which a morning was matched and a reviewer answered what waited."""
    folder = tmp_path_factory.mktemp("answered")
    tables.written(SPEC, folder / "world")
    workspace = mornings.books(folder / "books.db", SPEC)
    mornings.take(workspace, folder / "world", SPEC)
    matching.run(workspace, as_of=SPEC.day)
    reviewer.answered(workspace, folder / "world", as_of=SPEC.day)
    return workspace


def test_few_answers_teach_nothing(answered: Workspace) -> None:
    with pytest.raises(TooFewAnswers, match="200 are needed"):
        weighing.fit(answered)


def test_a_candidate_is_fitted_and_judged_on_the_other_half(
    answered: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "ANSWERS_MIN", 10)
    found = weighing.fit(answered)

    assert found.answered >= 15
    assert found.standing >= 80
    assert len(found.before) > 30
    assert sum(one.right for one in found.before) > 0.9 * len(found.before)  # labels and explanations meet
    assert weights.read(weights.written(found.weights)) == found.weights
    assert found.weights.version == f"{COMMITTED.version}+"
    assert found == weighing.fit(answered)


def test_the_command_writes_the_candidate_and_shows_both_tables(
    answered: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(weighing, "ANSWERS_MIN", 10)
    monkeypatch.setattr(
        "sys.argv", ["tieout", "weights", "fit", "--db", str(answered.database.url), str(tmp_path / "c.toml")]
    )
    with pytest.raises(SystemExit) as ended:
        main()

    said = capsys.readouterr().out
    assert not ended.value.code
    assert "before: calibration error" in said
    assert "candidate: calibration error" in said
    assert weights.read((tmp_path / "c.toml").read_text(encoding="utf-8")).version == f"{COMMITTED.version}+"


def test_an_interchangeable_item_is_as_good_in_a_book_that_nobody_looked_up_by_id() -> None:
    """The receipt paid the second of two alike; that the first is proposed is right, unless its number was written."""
    alike = [item("A", 100_00), item("B", 100_00), item("C", 70_00)]
    shelf = laid(build.items(*alike), build.customers(customer()), build.receipts(), empty(HITS))
    (row,) = typed(build.receipts(receipt("r1", 100_00)), RECEIPTS, Receipt)
    first, _, other = shelf.family(row, "C1")
    right = weighing._right(Case(row, shelf), {"r1": Counter({("item-B", 100_00, 0, 0, 0): 1})})

    assert right(Hypothesis("single", (Piece(first, 100_00),)))
    assert not right(Hypothesis("single", (Piece(other, 100_00),)))
    assert not right(Hypothesis("named_exact", (Piece(first, 100_00),), named=frozenset({"item-A"})))
