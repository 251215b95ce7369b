"""What the engine weighed on a made-up morning, and what of it is right."""

from collections.abc import Callable, Iterator, Sequence

from benchmarks import score
from benchmarks.mornings import Morning
from benchmarks.score import Applied
from matcher.day.planning import Answer
from matcher.explanations.pieces import Hypothesis
from matcher.policy import Policy
from matcher.weighing import examples
from matcher.weighing.examples import Example
from matcher.weighing.weights import COMMITTED, Weights


def labelled(morning: Morning, weights: Weights = COMMITTED) -> list[Example]:
    """Return the examples of a morning, by receipt: decided once under these weights, labelled by the truth."""
    return [
        example
        for answer in answers(morning, weights)
        if (example := examples.of(answer, right(morning, answer.plan.case.receipt.receipt_id))) is not None
    ]


def answers(morning: Morning, weights: Weights = COMMITTED) -> Iterator[Answer]:
    """Yield the answers of a morning whose truth is known."""
    seen: list[Answer] = []
    morning.decided(Policy(), weights, witness=seen.extend)
    return (answer for answer in seen if answer.plan.case.receipt.receipt_id in morning.truth)


def right(morning: Morning, receipt_id: str) -> Callable[[Hypothesis], bool]:
    """Return what says whether an explanation of this receipt is true."""
    due, like = list(morning.due[receipt_id]), dict(morning.like)
    return lambda hypothesis: is_right(hypothesis, due, like)


def is_right(hypothesis: Hypothesis, due: Sequence[Applied], like: dict[str, tuple[str, ...]]) -> bool:
    """Say whether all it applies is true, and nothing is missing but what it leaves waiting by itself."""
    got = [
        Applied(
            piece.item.document_number,
            like.get(piece.item.document_number, ("no such item", piece.item.document_number)),
            piece.cash,
            (piece.discount, piece.write_off, piece.deduction),
        )
        for piece in hypothesis.pieces
    ]
    if not got or not score.agreeing(list(due), got):
        return False
    return len(got) == len(due) or hypothesis.waiting > 0
