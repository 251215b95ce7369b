"""A part is some of a day's receipts with the books they look at: what one process works on, turn by turn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from matcher.cases import Case
from matcher.day import planning
from matcher.day.assignment import Assigned, Option
from matcher.day.planning import Answer, Chosen
from matcher.explanations import hypotheses
from matcher.policy import Policy
from matcher.posting import decision
from matcher.posting.strata import Track
from matcher.shelf import Shelf, Taken
from matcher.shown import telling
from matcher.weighing import calibration
from matcher.weighing.calibration import Ranked
from matcher.weighing.weights import Weights

#: Answers that are told together: what was made of so many receipts is let go of at once.
STRETCH = 2_000


class Part:
    """Cases on their way to answers. It sees of other parts only what they took of the items: nothing else can count.

    What it is asked in the same order gives the same answers, in whatever process and however often.
    """

    def __init__(
        self,
        cases: Iterable[Case],
        shelf: Shelf,
        *,
        policy: Policy,
        history: Mapping[str, Track],
        weights: Weights,
        as_of: date,
        seen: Mapping[str, str],
        kept: bool = False,
    ) -> None:
        self.seen = seen  # the digest of each receipt's own rows
        self.kept = kept  # the answers stay until all is told: somebody is to see them
        self.waiting = {case.receipt.receipt_id: case for case in cases}
        self.shelf, self.policy, self.history, self.weights, self.as_of = shelf, policy, history, weights, as_of
        self.rankings: dict[str, list[Ranked]] = {}
        self.chosen: dict[str, list[Chosen]] = {}
        self.done: dict[str, Answer] = {}
        self.stood: dict[str, tuple[list[Ranked], Assigned, Chosen | None]] = {}  # what each answer was made of
        self.told: list[tuple[pl.DataFrame, pl.DataFrame]] = []
        self.touched: set[str] = set()

    def sharers(self) -> list[tuple[str, str, int, int]]:
        """Return which receipts name one item and no other: the item, the receipt, its amount, what the item asks."""
        found = []
        for key, case in self.waiting.items():
            if len(case.readings) == 1 and len(case.named) == 1:
                item = case.shelf.items[next(iter(case.named))]
                found.append((item.item_id, key, case.receipt.amount, item.open))
        return found

    def join(self, together: Mapping[str, str]) -> None:
        """Mark the receipts that pay an item together with others."""
        for key in together.keys() & self.waiting.keys():
            self.waiting[key].together = frozenset({together[key]})

    def options(self, turn: int, taken: Mapping[str, Taken]) -> tuple[dict[str, list[Option]], dict[str, int]]:
        """Take off what was posted, rank what waits anew where that touched it; return its options and their room."""
        self.touched = {self.shelf.root(each.item.customer) for each in taken.values()}
        self.shelf = self.shelf.after(taken) if turn else self.shelf
        self.rankings |= self._ranked({key: self._now(case) for key, case in self._asked(turn)})
        self.chosen = {key: planning.options(each, self.shelf) for key, each in sorted(self.rankings.items())}
        options = {key: [option for option, _, _ in each] for key, each in self.chosen.items()}
        wanted = {item_id for each in options.values() for option in each for item_id, _ in option.takes}
        return options, {item_id: abs(self.shelf.items[item_id].open) for item_id in sorted(wanted)}

    def _asked(self, turn: int) -> Iterator[tuple[str, Case]]:
        """Yield the cases that are ranked in a turn: names first, then all; later those that something touched."""
        for key, case in sorted(self.waiting.items()):
            if (turn or case.open_hits) and (key not in self.rankings or not self.touched.isdisjoint(_reach(case))):
                yield key, case

    def _now(self, case: Case) -> Case:
        """Return the case as it stands on the shelf of now."""
        return case if case.shelf is self.shelf else case.on(self.shelf)

    def _ranked(self, cases: Mapping[str, Case]) -> dict[str, list[Ranked]]:
        """Return the rankings of the cases, which wait on as they are."""
        self.waiting |= cases
        listed = hypotheses.all_listed([(case, self.policy.of(case.receipt.currency)) for case in cases.values()])
        found = zip(cases.items(), listed, strict=True)
        return {key: calibration.ranked(case, each, self.weights) for (key, case), each in found}

    def settle(self, given: Mapping[str, Assigned]) -> dict[str, Taken]:
        """Decide by what each receipt was given, and return what the posted answers take."""
        taken: dict[str, Taken] = {}
        ready: list[str] = []
        for key in sorted(self.rankings):
            self.done[key] = self._answer(key, given[key])
            if posted := self.done[key].decision.posted:
                del self.waiting[key], self.rankings[key], self.chosen[key], self.stood[key]
                for piece in posted.pieces:
                    item = self.shelf.items[piece.item.item_id]
                    off = taken[item.item_id].off if item.item_id in taken else 0
                    taken[item.item_id] = Taken(item, off + piece.leaves)
                ready.append(key)
            if len(ready) == STRETCH:
                self._tell(ready)
                ready = []
        self._tell(ready)
        return taken

    def _answer(self, key: str, given: Assigned) -> Answer:
        """Return the answer to what a receipt was given; the one it had where nothing of it has changed since."""
        ranking, swap = self.rankings[key], None if given.option is None else self.chosen[key][given.option]
        before = self.stood.get(key)
        self.stood[key] = (ranking, given, swap)
        if before is not None and before[0] is ranking and before[1:] == (given, swap):
            return self.done[key]
        case = self.waiting[key]
        terms: Any = {"policy": self.policy.of(case.receipt.currency), "history": self.history}
        plan = planning.plan(case, ranking, self.chosen[key], given, weights=self.weights, **terms)
        return Answer(plan, decision.decided(plan))

    def answers(self) -> list[Answer]:
        """Return the answers by receipt id."""
        return [self.done[key] for key in sorted(self.done)]

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the answers as DECISIONS and APPLICATIONS."""
        self._tell(list(self.done), last=True)
        decisions, applications = zip(*self.told, strict=True)
        return tuple(pl.concat(each).sort("receipt_id", maintain_order=True) for each in (decisions, applications))

    def _tell(self, keys: Sequence[str], *, last: bool = False) -> None:
        """Tell some answers, and let go of all that was made of their receipts unless somebody is to see it."""
        if self.kept and not last:
            return
        answers = [self.done.pop(key) for key in keys]
        self.told.append(telling.frames(answers, self.seen, as_of=self.as_of, history=self.history))


def _reach(case: Case) -> set[str]:
    """Return the families whose items a case can take."""
    return {*case.families, *(case.shelf.root(hit.customer) for hit in case.open_hits)}


def joined(sharers: Sequence[tuple[str, str, int, int]]) -> dict[str, str]:
    """Return the receipts that name one and the same item, each too small for it, and foot to it together."""
    by_item: dict[str, list[tuple[str, str, int, int]]] = {}
    for each in sharers:
        by_item.setdefault(each[0], []).append(each)
    return {
        key: item_id
        for item_id, each in by_item.items()
        if len(each) > 1 and sum(amount for _, _, amount, _ in each) == each[0][3]
        for _, key, _, _ in each
    }
