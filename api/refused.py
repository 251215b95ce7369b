"""Every no of the program in one table: what a problem's `help` leads to, and what the reference is written from."""

from collections.abc import Iterator
from dataclasses import dataclass

from api import problems
from kit.refusals import NotFound, Refused

#: What the framework says no to by itself -> what that means.
FRAMEWORK: dict[int, str] = {
    400: "The request cannot be read.",
    405: "This route does not take this method.",
    415: "The body is of another type than this route takes.",
}
OUR_BUG = "Something is wrong on our side."
#: The packages of the program; what else is loaded beside it has no page.
OURS = frozenset(("aging", "api", "cli", "credit", "dunning", "kit", "ledger", "matcher", "parsers", "services"))
AGAIN = "Send the same request again in a moment: it may succeed."
#: Status -> what whoever asked can do; the `detail` of a problem says what was wrong in this very request.
REMEDIES: dict[int, str] = {
    400: "Read the detail and send the request otherwise: as it was, it cannot be carried out.",
    401: "Say who you are: a key as `Authorization: Bearer …`, or sign in on the page.",
    403: "Ask whoever gives out roles and keys, or have somebody do it who may.",
    404: "Look at the address and its ids: the lists say what there is.",
    405: "Use a method that the `Allow` header names.",
    409: "Read the thing again: it stands otherwise than the request takes for granted.",
    412: "Read the thing again, decide on what it says now, and send its new `ETag` as `If-Match`.",
    413: "Send less at once: the detail names the limit.",
    415: "Send the type that the document of the API names for this route.",
    421: "Call it under a loopback name, or set a token.",
    422: "Put right what the detail or `errors` name; nothing of the request was carried out.",
    428: "Read the thing first and send its `ETag` as `If-Match`.",
    429: "Wait as long as `Retry-After` says.",
    500: "Nothing you sent is at fault. It is logged under the answer's `X-Request-Id`; try again later.",
    503: "Try again later; whoever runs the installation looks at its database.",
}

#: Code -> what to do, where that of its status does not fit.
BY_CODE: dict[str, str] = dict.fromkeys(
    ("foreign_origin", "session_ended"), "Load the page again, sign in if it asks, and do it once more from there."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One no: its code, the status it leaves with, whether trying again can help, and what it means."""

    code: str
    status: int
    retry: bool
    sentence: str

    @property
    def remedy(self) -> str:
        """Return what whoever asked can do."""
        again = self.retry and self.status not in {412, 429, 503}
        return AGAIN if again else BY_CODE.get(self.code, REMEDIES[self.status])


def refusals() -> list[Refusal]:
    """Return every refusal of the modules that are loaded, by code; two of one code and sentence are one."""
    found = {_of(kind) for kind in kinds(Refused) if kind.__module__.partition(".")[0] in OURS}
    known = {one.code for one in found}
    others = [(code, status) for status, code in problems.CODES.items() if code not in known]
    found |= {Refusal(code, status, retry=False, sentence=FRAMEWORK[status]) for code, status in others}
    found |= {_of(Refused), Refusal("our_bug", 500, retry=False, sentence=OUR_BUG)}
    return sorted(found, key=lambda one: (one.code, one.status, one.sentence))


def of(code: str) -> list[Refusal]:
    """Return what a code means, in every place it is said. Refused: NotFound."""
    found = [one for one in refusals() if one.code == code]
    if not found:
        raise NotFound(f"there is no refusal {code}")
    return found


def kinds(kind: type[Refused]) -> Iterator[type[Refused]]:
    """Yield the classes below one."""
    for one in kind.__subclasses__():
        yield one
        yield from kinds(one)


def _of(kind: type[Refused]) -> Refusal:
    """Return the row of a class."""
    return Refusal(kind.code, problems.status_of(kind), kind.retry, _sentence(kind))


def _sentence(kind: type[Refused]) -> str:
    """Return what a class says of itself."""
    return (kind.__doc__ or "").strip().splitlines()[0]
