"""Weights from the books: what people said their receipts pay, weighed anew, as a candidate that a person may adopt."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.refusals import Invalid
from ledger import automatic
from ledger.frames import FrameLetGo
from matcher.cases import Case
from matcher.day.planning import Answer
from matcher.explanations.pieces import Hypothesis
from matcher.weighing import calibration, estimation, examples, reliability
from matcher.weighing.reliability import Seen
from matcher.weighing.weights import COMMITTED, Weights
from services.decisions import finals, kept
from services.workspace import Workspace

#: Fewer answers of people than this teach nothing that is worth a comparison.
ANSWERS_MIN = 200

#: What an item of a receipt's answer is paid with: item id, cash, discount, write-off, deduction.
Line = tuple[str, int, int, int, int]


class TooFewAnswers(Invalid):
    """People have answered too few receipts for weights to be learned from them."""

    code = "too_few_answers"


@dataclass(frozen=True)
class Candidate:
    """Weights fitted on the books, and how sure and how right those before and they are on the half not fitted on.

    `answered` receipts were answered by people, `standing` were posted without one and nobody said otherwise.
    """

    weights: Weights
    answered: int
    standing: int
    before: tuple[Seen, ...]
    after: tuple[Seen, ...]


def fit(workspace: Workspace, *, base: Weights = COMMITTED) -> Candidate:
    """Fit weights on every receipt whose answer is known, held to the base's; nothing is changed in the books.

    Signs are weighed on all of them, the calibration on every second receipt by id; the others judge. Refused:
    TooFewAnswers.
    """
    with workspace.database.reading() as connection:
        entity = workspace.settings.entity
        people = finals.finals(connection, entity)
        if len(people) < ANSWERS_MIN:
            raise TooFewAnswers(f"{len(people)} receipts were answered by people, and {ANSWERS_MIN} are needed")
        truth = _truth(automatic.lines(connection, entity, None).iter_rows(named=True), set(people))
        known = sorted(_asked_again(connection, entity, truth, base), key=_receipt_id)
    found = [one for answer in known if (one := examples.of(answer, _right(answer.plan.case, truth))) is not None]
    fitted = estimation.fitted(found, base).weights
    plain, weighed = _seen(known, truth), _seen([_again(answer, fitted) for answer in known], truth)
    half = weighed[::2]
    coefficients = calibration.refitted([one.features for one in half], [one.right for one in half], base.calibration)
    made = replace(
        fitted,
        version=f"{base.version}+",
        origin=f"tieout weights fit: {len(people)} answers of people, {len(truth) - len(people)} postings that stand",
        calibration=calibration.rounded(coefficients),
    )
    after = [replace(one, probability=calibration.probability(made.calibration, one.features)) for one in weighed[1::2]]
    return Candidate(made, len(people), len(truth) - len(people), tuple(plain[1::2]), tuple(after))


def _truth(rows: Iterator[Mapping[str, Any]], people: set[str]) -> dict[str, Counter[Line]]:
    """Return what each receipt pays: by its people's answer, else by the engine's posting that stands.

    A receipt that people answered without an item pays none. One whose posting was taken back, and that nobody
    answered, is not known.
    """
    standing: defaultdict[str, Counter[Line]] = defaultdict(Counter)
    doubtful: set[str] = set()
    for row in rows:
        if row["undone_why"] is not None:
            doubtful.add(row["receipt_id"])
        else:
            line = (row["item_id"], row["cash"], row["discount"], row["write_off"], row["deduction"])
            standing[row["receipt_id"]][line] += 1
    posted = {key: lines for key, lines in standing.items() if key not in doubtful}
    return posted | {key: standing.get(key, Counter()) for key in sorted(people)}


def _asked_again(connection: Any, entity: str, truth: Mapping[str, Any], base: Weights) -> Iterator[Answer]:
    """Yield what is weighed of each known receipt in the newest run that asked about it; frames let go are left out."""
    left = set(truth)
    for run in reversed(kept.runs(connection, entity)):
        try:
            question = kept.question(connection, run.record.run_id)
        except FrameLetGo:
            return
        if left.isdisjoint(question.frames["receipts"]["receipt_id"]):
            continue
        seen: list[Answer] = []
        question.answer(weights=base, witness=seen.extend)
        yield from (answer for answer in seen if _receipt_id(answer) in left)
        left -= {_receipt_id(answer) for answer in seen}


def _receipt_id(answer: Answer) -> str:
    return answer.plan.case.receipt.receipt_id


def _right(case: Case, truth: Mapping[str, Counter[Line]]) -> Callable[[Hypothesis], bool]:
    """Return what says whether an explanation is the answer; interchangeable items nobody named are as good."""
    due = truth[case.receipt.receipt_id]

    def like(item_id: str) -> object:
        try:
            return case.shelf.items[item_id].sameness
        except KeyError:  # nobody's whom the receipt points to
            return item_id

    def said(lines: Counter[Line], named: frozenset[str]) -> Counter[tuple[object, ...]]:
        return Counter(
            {(line[0] if line[0] in named else like(line[0]), *line[1:]): count for line, count in lines.items()}
        )

    def right(hypothesis: Hypothesis) -> bool:
        mine = Counter(piece.key for piece in hypothesis.pieces)
        return bool(mine) and said(mine, hypothesis.named) == said(due, hypothesis.named)

    return right


def _again(answer: Answer, by: Weights) -> Answer:
    """Return an answer whose explanations are weighed by other weights."""
    plan = answer.plan
    listed = [each.hypothesis for each in plan.ranking]
    ranking = tuple(calibration.ranked(plan.case, listed, by))
    return answer._replace(plan=replace(plan, ranking=ranking, weights=by))


def _seen(known: Sequence[Answer], truth: Mapping[str, Counter[Line]]) -> list[Seen]:
    """Return the best explanations of known receipts."""
    cases = {_receipt_id(answer): answer.plan.case for answer in known}
    return reliability.seen(known, lambda receipt_id: _right(cases[receipt_id], truth))
