"""A certificate in words: what was answered, how strongly, against which rival and chance, on what terms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kit.money import Money
from matcher.posting.decision import REASONS

Certificate = Mapping[str, Any]
#: What stands in a piece after its item and cash, in the certificate's order.
_TAKEN = ("discount", "write-off", "deduction")
#: A certificate says `not proven` where the search was cut.
_CUT = "not proven"


def words(certificate: Certificate, currency: str, numbers: Mapping[str, str]) -> list[str]:
    """Return a certificate as lines; `numbers` give the document numbers of items by id."""
    told = _Telling(currency, numbers)
    lines = [f"{certificate['status']}: {certificate['reason']}: {REASONS.get(certificate['reason'], '')}".rstrip(": ")]
    for name, say in _SAID.items():
        if name in certificate:
            lines += say(told, certificate)
    return [*lines, *_unsaid(certificate)]


class _Telling:
    """What words need beside the certificate."""

    def __init__(self, currency: str, numbers: Mapping[str, str]) -> None:
        self.currency = currency
        self.numbers = numbers

    def answer(self, hypothesis: Mapping[str, Any]) -> str:
        """Return a hypothesis with its items and their differences."""
        parts = [self._piece(piece) for piece in hypothesis["pieces"]]
        for name, what in (("on_account", "on account"), ("waiting", "waiting")):
            if hypothesis[name]:
                parts.append(f"{Money(hypothesis[name], self.currency)} {what}")
        return f"{hypothesis['rule']}: {'; '.join(parts)}"

    def _piece(self, piece: Sequence[Any]) -> str:
        """Return one item with its cash and what else leaves it."""
        item_id, cash, *taken = piece[: 2 + len(_TAKEN)]
        reason = piece[-1]
        more = [f"{name} {Money(minor, self.currency)}" for name, minor in zip(_TAKEN, taken, strict=True) if minor]
        said = f"{self.numbers.get(item_id, item_id)} {Money(cash, self.currency)}"
        return f"{said} ({', '.join(more)}{f', {reason}' if reason else ''})" if more else said


def _answer(told: _Telling, certificate: Certificate) -> Iterator[str]:
    """Yield the best explanation and its probability."""
    yield f"best explanation: {told.answer(certificate['hypothesis'])}"
    yield f"probability: {certificate['probability']}, of {certificate['explanations_listed']} explanations"


def _evidence(_told: _Telling, certificate: Certificate) -> Iterator[str]:
    """Yield what speaks for it and against it, in nats."""
    yield "evidence (nats): " + ", ".join(f"{name} {nats}" for name, nats in sorted(certificate["evidence"].items()))


def _chance(_told: _Telling, certificate: Certificate) -> Iterator[str]:
    """Yield what chance alone would find, and the count of exact subsets."""
    counted = certificate["exact_subsets_of_all_sizes"]
    cut = "not proven: the search was cut" if counted == _CUT else counted
    yield f"by chance alone: {certificate['expected_by_chance']} explanations; exact subsets of all sizes: {cut}"


def _rival(told: _Telling, certificate: Certificate) -> Iterator[str]:
    """Yield the best rival and how far it lies behind."""
    if certificate["best_rival"]:
        behind = certificate["distance_to_rival"]
        yield f"best rival, {behind} nats behind: {told.answer(certificate['best_rival'])}"
    else:
        yield "best rival: none"


def _contest(_told: _Telling, certificate: Certificate) -> Iterator[str]:
    """Yield which receipts wanted the same items."""
    if certificate["contested_with"]:
        yield f"contested with {', '.join(certificate['contested_with'])}: {certificate['batch_margin']} nats ahead"


def _stratum(_told: _Telling, certificate: Certificate) -> Iterator[str]:
    """Yield the kind of answer and the bound of its errors."""
    yield f"kind of answer: {certificate['stratum']}, at most {certificate['stratum_bound']} wrong (95 %)"


def _knowledge(_told: _Telling, certificate: Certificate) -> Iterator[str]:
    """Yield what was learned from people and had a say."""
    yield f"learned from people: {', '.join(certificate['knowledge'])}"


def _terms(_told: _Telling, certificate: Certificate) -> Iterator[str]:
    """Yield under what it was decided."""
    policy = f"policy {certificate['policy_version']} ({certificate['policy'][:12]}…)"
    weights = f"weights {certificate.get('weights_version', '')} ({certificate.get('weights', '')[:12]}…)"
    yield f"decided as of {certificate['as_of']}, engine {certificate['engine']}, {policy}, {weights}"
    yield f"inputs: {certificate['inputs']}"


#: Key that tells a certificate has it -> what is said of it, in the order of reading.
_SAID: dict[str, Callable[[_Telling, Certificate], Iterator[str]]] = {
    "hypothesis": _answer,
    "evidence": _evidence,
    "expected_by_chance": _chance,
    "best_rival": _rival,
    "contested_with": _contest,
    "stratum": _stratum,
    "knowledge": _knowledge,
    "engine": _terms,
}
#: Keys that the lines above say, and places in a text.
_PROOF = {"hypothesis", "probability", "explanations_listed", "evidence", "exact_subsets_of_all_sizes"}
_AGAINST = {"expected_by_chance", "best_rival", "distance_to_rival", "contested_with", "batch_margin"}
_TERMS = {"status", "reason", "stratum", "stratum_bound", "as_of", "engine", "inputs", "knowledge"}
_UNDER = {"policy", "policy_version", "weights", "weights_version"}
KNOWN = _PROOF | _AGAINST | _TERMS | _UNDER | {"spans"}


def _unsaid(certificate: Certificate) -> Iterator[str]:
    """Yield what a newer engine added, as it stands."""
    return (f"{name}: {certificate[name]}" for name in sorted(certificate) if name not in KNOWN)
