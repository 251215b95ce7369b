"""A part is some of a day's receipts with the books they look at: what one process works on, turn by turn.

A receipt is told as soon as it is ranked, as if nobody contested its items, and all that was made of it is let go of.
Where another turn or another receipt makes that wrong it is made and told again, and what was told last holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from matcher.cases import AS_WRITTEN, Case
from matcher.day import assignment, digests, making, planning
from matcher.day.assignment import Assigned, Contest, Option
from matcher.day.making import Rows
from matcher.day.planning import Answer, Chosen
from matcher.explanations import hypotheses
from matcher.explanations.pieces import Hypothesis
from matcher.policy import Policy
from matcher.posting import decision
from matcher.posting.strata import Track
from matcher.shown import telling
from matcher.store import Store, Taken, take_off
from matcher.weighing import calibration
from matcher.weighing.calibration import Ranked
from matcher.weighing.weights import Weights

#: Receipts that are worked on together: what was made of so many is let go of at once.
STRETCH = 2_000
Told = tuple[pl.DataFrame, pl.DataFrame]


@dataclass(slots=True)
class Stand:
    """How a receipt stands: what it brings to the day's contest, and what it will be answered if it is given `given`.

    `store` is as it was when the receipt was ranked, `reach` the families whose items it can take. `takes` is what the
    answer posts, None where it posts nothing.
    """

    store: Store
    reach: frozenset[str]
    options: list[Option]
    room: dict[str, int]
    given: Assigned
    takes: dict[str, Taken] | None = None
    answer: Answer | None = None  # where somebody is to see it


class Part:
    """Receipts on their way to answers. It sees of other parts only what they took of the items: nothing else counts.

    What it is asked in the same order gives the same answers, in whatever process and however often.
    """

    def __init__(
        self,
        rows: Rows,
        order: Sequence[str],
        store: Store,
        *,
        policy: Policy,
        history: Mapping[str, Track],
        weights: Weights,
        as_of: date,
        sharing: frozenset[str] = frozenset(),
        kept: bool = False,
    ) -> None:
        self.rows, self.store, self.sharing = rows, store, sharing
        self.policy, self.history, self.weights, self.as_of = policy, history, weights, as_of
        self.kept = kept  # the answers stay until all is told: somebody is to see them
        self.naming = frozenset(rows.hits.filter(pl.col("state") == "open")["receipt_id"].to_list())
        self.waiting: dict[str, Stand | None] = dict.fromkeys(order)
        self.together: dict[str, str] = {}
        self.done: dict[str, Answer] = {}
        self.told = [self._framed([])]
        self.contests: dict[str, Contest] = {}  # of those that stood together
        self.last: dict[str, int] = {}  # which of the frames tell a receipt as it stands

    def sharers(self) -> list[tuple[str, str, int, int]]:
        """Return which receipts name one item and no other: the item, the receipt, its amount, what the item asks."""
        found = []
        for keys in self._stretches([key for key in self.waiting if key in self.sharing]):
            for case in self._made(keys, self.store):
                written = {hit.item_id for reading in case.readings for hit in reading.hits if hit.how in AS_WRITTEN}
                meant = written | case.named.keys()
                if len(case.readings) == len(meant) == 1:
                    item = case.shelf.items[meant.pop()]
                    found.append((item.item_id, case.receipt.receipt_id, case.receipt.amount, item.open))
        return found

    def join(self, together: Mapping[str, str]) -> None:
        """Mark the receipts that pay an item together with others."""
        self.together = {key: together[key] for key in together.keys() & self.waiting.keys()}

    def options(self, turn: int, taken: Mapping[str, Taken]) -> tuple[dict[str, list[Option]], dict[str, int]]:
        """Take off what was posted, rank what waits anew where that touched it; return its options and their room."""
        touched = {self.store.root(each.customer) for each in taken.values()}
        self.store = self.store.after(taken) if turn else self.store
        asked = [key for key, one in self.waiting.items() if one is None or not touched.isdisjoint(one.reach)]
        # Names first: who names nothing that is open comes in the second turn.
        for keys in self._stretches([key for key in asked if turn or key in self.naming]):
            self._rank([case for case in self._made(keys, self.store) if turn or case.open_hits])
        stands = self._stands()
        room = {item_id: left for one in stands.values() for item_id, left in one.room.items()}
        return {key: one.options for key, one in stands.items()}, dict(sorted(room.items()))

    def _stands(self) -> dict[str, Stand]:
        """Return how those stand that were ranked, by id."""
        return {key: one for key, one in sorted(self.waiting.items()) if one is not None}

    def _stretches(self, keys: Sequence[str]) -> Iterator[Sequence[str]]:
        """Yield the receipts, a stretch at a time; nobody holds the cases of one while those of the next are made."""
        step = len(keys) if self.kept else STRETCH
        return (keys[at : at + step] for at in range(0, len(keys), step or 1))

    def _made(self, keys: Sequence[str], store: Store) -> list[Case]:
        """Return the cases of some receipts as they stand on a store."""
        return making.made(self.rows, keys, store, self.together)

    def _rank(self, cases: Sequence[Case]) -> None:
        """Rank cases, and tell what they will be answered if nobody beside them contests it."""
        rankings = self._ranked(cases)
        chosen = [planning.options(ranking, case.shelf) for case, ranking in zip(cases, rankings, strict=True)]
        wanted = {case.receipt.receipt_id: _wanted(each) for case, each in zip(cases, chosen, strict=True)}
        room = {item_id: left for _, mine in wanted.values() for item_id, left in mine.items()}
        given = assignment.assigned({key: options for key, (options, _) in wanted.items()}, room, self.contests)
        answers = []
        for case, ranking, each in zip(cases, rankings, chosen, strict=True):
            key = case.receipt.receipt_id
            stand = self.waiting[key] = Stand(case.shelf.store, _reach(case), *wanted[key], given[key])
            self.last.pop(key, None)
            answers.append(self._answered(case, stand, ranking, each))
        self._tell(_lasting(answers))

    def _ranked(self, cases: Sequence[Case]) -> list[list[Ranked]]:
        """Return the rankings of some cases."""
        listed = hypotheses.listed([(case, self.policy.of(case.receipt.currency)) for case in cases])
        return [calibration.ranked(case, each, self.weights) for case, each in zip(cases, listed, strict=True)]

    def _answered(self, case: Case, stand: Stand, ranking: list[Ranked], chosen: list[Chosen]) -> Answer:
        """Answer a case by what it is given; what that posts is noted."""
        terms: Any = {"policy": self.policy.of(case.receipt.currency), "history": self.history}
        plan = planning.plan(case, ranking, chosen, stand.given, weights=self.weights, **terms)
        answer = Answer(plan, decision.decided(plan))
        posted = answer.decision.posted
        stand.answer, stand.takes = answer if self.kept else None, _takes(posted) if posted else None
        return answer

    def settle(self, given: Mapping[str, Assigned]) -> dict[str, Taken]:
        """Decide by what each receipt was given, and return what the posted answers take."""
        stands = self._stands()
        self._decide({key: one for key, one in stands.items() if one.given != given[key]}, given)
        taken: dict[str, Taken] = {}
        for key, one in stands.items():
            if one.takes is not None:
                del self.waiting[key]
                if one.answer:
                    self.done[key] = one.answer
                for item_id, mine in one.takes.items():
                    take_off(taken, item_id, mine)
        return taken

    def _decide(self, stands: Mapping[str, Stand], given: Mapping[str, Assigned]) -> None:
        """Answer receipts by what they are given, each as it was ranked, and tell them."""
        for store in {id(one.store): one.store for one in stands.values()}.values():
            for keys in self._stretches([key for key, one in stands.items() if one.store is store]):
                self._tell(self._anew(self._made(keys, store), stands, given))

    def _anew(self, cases: Sequence[Case], stands: Mapping[str, Stand], given: Mapping[str, Assigned]) -> list[Answer]:
        """Answer cases that are ranked again by what they are given."""
        answers = []
        for case, ranking in zip(cases, self._ranked(cases), strict=True):
            key = case.receipt.receipt_id
            stands[key].given = given[key]
            answers.append(self._answered(case, stands[key], ranking, planning.options(ranking, case.shelf)))
        return answers

    def answers(self) -> list[Answer]:
        """Return the answers by receipt id, where they are kept."""
        waiting = {key: one.answer for key, one in self._stands().items() if one.answer}
        return [answer for _, answer in sorted((self.done | waiting).items(), key=lambda each: each[0])]

    def frames(self) -> Told:
        """Return the answers as DECISIONS and APPLICATIONS: the receipts in any order, each by rank and item."""
        if self.kept:
            self._note(self.answers())
        untold = {key: one for key, one in self._stands().items() if key not in self.last}
        self._decide(untold, {key: one.given for key, one in untold.items()})
        decisions, applications = zip(*map(self._held, range(len(self.told))), strict=True)
        self.told = []
        return pl.concat(decisions), pl.concat(applications)

    def _tell(self, answers: list[Answer]) -> None:
        """Tell some answers, unless somebody is to see them first."""
        if answers and not self.kept:
            self._note(answers)

    def _note(self, answers: list[Answer]) -> None:
        """Tell some answers; what was told of these receipts before holds no more."""
        self.last |= dict.fromkeys([each.plan.case.receipt.receipt_id for each in answers], len(self.told))
        self.told.append(self._framed(answers))

    def _framed(self, answers: list[Answer]) -> Told:
        own = making.own(self.rows, [each.plan.case.receipt.receipt_id for each in answers])
        return telling.frames(answers, digests.seen(*own), as_of=self.as_of, history=self.history)

    def _held(self, place: int) -> Told:
        """Return what was told at one time and not told again later."""
        decisions, applications = self.told[place]
        stale = [key for key in decisions["receipt_id"].to_list() if self.last.get(key) != place]
        if not stale:
            return decisions, applications
        gone = pl.DataFrame({"receipt_id": stale})
        return decisions.join(gone, on="receipt_id", how="anti"), applications.join(gone, on="receipt_id", how="anti")


def _wanted(chosen: list[Chosen]) -> tuple[list[Option], dict[str, int]]:
    """Return what a case brings to the contest, and what each item that it may take can still take."""
    items = [piece.item for _, _, swap in chosen for piece in swap.pieces]
    return [option for option, _, _ in chosen], {item.item_id: abs(item.open) for item in items}


def _lasting(answers: list[Answer]) -> list[Answer]:
    """Return the answers but for those that wait in a family of which another posts: the next turn ranks them."""
    posted = [(each.plan.case.shelf, each.decision.posted) for each in answers if each.decision.posted]
    taken = {shelf.root(piece.item.customer) for shelf, each in posted for piece in each.pieces}
    return [each for each in answers if each.decision.posted or taken.isdisjoint(_reach(each.plan.case))]


def _takes(posted: Hypothesis) -> dict[str, Taken]:
    """Return what an answer takes of each item."""
    taken: dict[str, Taken] = {}
    for piece in posted.pieces:
        item = piece.item
        take_off(taken, item.item_id, Taken(item.entity, item.currency, item.customer, item.open, piece.leaves))
    return taken


def _reach(case: Case) -> frozenset[str]:
    """Return the families whose items a case can take."""
    return frozenset({*case.families, *(case.shelf.root(hit.customer) for hit in case.open_hits)})


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
