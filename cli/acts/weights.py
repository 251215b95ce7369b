"""`tieout weights`: the committed weights in words, and a candidate with its reliability."""

from collections.abc import Sequence
from pathlib import Path

from cli import books, say
from cli.asked import Asked
from matcher.weighing import reliability, weights
from matcher.weighing.reliability import Seen
from services.decisions import weighing


def show(asked: Asked) -> None:
    """Show the weights with where they are from."""
    held = weights.COMMITTED
    said = {"version": held.version, "origin": held.origin, "digest": held.digest}
    say.result(said, as_json=asked.json, lines=[f"# digest {held.digest}", *weights.written(held).splitlines()])


def fit(asked: Asked, path: Path) -> None:
    """Write a candidate and show what it is worth beside the weights before."""
    found = weighing.fit(books.reading(asked))
    path.write_text(weights.written(found.weights), encoding="utf-8")
    both = {"before": found.before, "candidate": found.after}
    worth = {name: _worth(held) for name, held in both.items()}
    said = {"path": str(path), "answered": found.answered, "standing": found.standing, **worth}
    lines = [f"{path}: fitted on {found.answered:,} answers of people and {found.standing:,} postings that stand"]
    for name, held in both.items():
        error, loss = worth[name]["calibration_error"], worth[name]["log_loss"]
        lines += ["", f"{name}: calibration error {error}, log loss {loss}", *reliability.table(held)]
    say.result(said, as_json=asked.json, lines=lines)


def _worth(held: Sequence[Seen]) -> dict[str, str]:
    """Return what probabilities were worth, in four digits."""
    error, loss = reliability.calibration_error(held), reliability.log_loss(held)
    return {"calibration_error": f"{error:.4f}", "log_loss": f"{loss:.4f}", "receipts": str(len(held))}
