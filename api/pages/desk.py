"""The desk: the queue of exceptions, one decision a key, and undo as a reversal."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import Field
from starlette.responses import HTMLResponse

from api.given import ACTOR_DESK, GlancesGiven, KeyGiven, VersionSeen, WorkspaceGiven, as_seen, chosen_amount
from api.pages.receipts import evidence
from api.paper import paper
from api.problems import NotAsSeen, problem, status_of
from api.schemas.exceptions import receipt_of
from api.schemas.shared import Query as Asked
from dunning.cases import DEPARTMENTS
from kit.money import exponent, grouped
from kit.refusals import Invalid, NotFound
from services import desk, inquiries
from services.banking import taken_back
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

QUEUE_MAX = 100
TRAIL_MAX = 50
#: Of whom, and how many, open items are at hand while a line is typed.
CANDIDATES_MAX = 3
ITEMS_MAX = 100
Row = dict[str, Any]


class Chosen(Asked):
    """Which exception the pane shows, and which reason narrows the queue."""

    item: str = Field("", max_length=100)
    reason: str = Field("", max_length=100)


@router.get("/desk")
def desk_page(
    request: Request, chosen: Annotated[Chosen, Query()], workspace: WorkspaceGiven, glances: GlancesGiven
) -> HTMLResponse:
    """Show the queue, and the first or the chosen exception beside it."""
    around = {"title": "Desk", "taking_back": glances.of(taken_back.asking)}
    return paper(request, "desk.html", {**around, **bench(workspace, chosen.item, chosen.reason)})


@router.get("/desk/customers")
def customers_like(
    request: Request,
    workspace: WorkspaceGiven,
    customer_number: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    """Offer the customers whose number or name is being typed."""
    found = inquiries.customers_like(workspace, customer_number)
    return paper(request, "parts/payers.html", {"customers": found})


@router.get("/desk/{exception_id}")
def pane(request: Request, exception_id: str, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show one exception in the pane."""
    return paper(request, "parts/pane.html", about(workspace, exception_id))


def bench(workspace: Workspace, exception_id: str = "", reason: str = "") -> Row:
    """Return the queue and the exception to show: the one asked for, else the first."""
    rows = queue(workspace, reason)
    ids = [row["exception_id"] for row in rows]
    chosen = exception_id if exception_id in ids else next(iter(ids), "")
    item = about(workspace, chosen) if chosen else {"item": None}
    return {"rows": rows, "reason": reason, "sentences": inquiries.SENTENCES, **item, **tally(workspace)}


def queue(workspace: Workspace, reason: str = "") -> list[Row]:
    """Return what waits, parked ones last, as much of it as a page holds."""
    rows = inquiries.exceptions(workspace, reason=reason, limit=QUEUE_MAX)
    shown = [{**row, "parked": row["reason"] == "parked"} for row in rows]
    return sorted(shown, key=lambda row: bool(row["parked"]))


def tally(workspace: Workspace) -> Row:
    """Return how many were decided today and how many are left."""
    return {"decided": inquiries.decided_today(workspace), "left": inquiries.waiting(workspace)}


def about(workspace: Workspace, exception_id: str) -> Row:
    """Return what the pane shows of an exception."""
    receipt_id = receipt_of(exception_id)
    receipt = inquiries.receipt(workspace, receipt_id)
    proposals = inquiries.proposals(workspace, receipt_id)
    if receipt["asked_again"]:  # what stands is taken back first, so that it is open again
        proposals = [{**one, "spent": []} for one in proposals]
    offered = [line["customer_number"] for proposal in proposals for line in proposal["lines"]]
    numbers = [number for number in dict.fromkeys([receipt["customer_number"], *offered]) if number]
    names = inquiries.customer_names(workspace, numbers)
    owed = inquiries.open_items(workspace, numbers[:CANDIDATES_MAX], ITEMS_MAX)
    item = {
        **receipt,
        "spans": evidence(receipt),
        "exception_id": exception_id,
        "proposals": proposals,
        "unapplied": receipt["unapplied_amount"],
        "candidates": [(number, names.get(number, "")) for number in numbers],
        "owed": owed,
        "equals": equals(proposals, owed, receipt["unapplied_amount"]),
        "names": {**receipt["names"], **names},
        "sentence": inquiries.SENTENCES.get(receipt["reason"], ""),
        "digits": exponent(receipt["currency"]),
    }
    reasons = list(DEPARTMENTS)
    return {"item": item, "key": secrets.token_hex(16), "reasons": reasons, "sentences": inquiries.SENTENCES}


def equals(proposals: Sequence[Row], owed: Sequence[Row], minor: int) -> list[Row]:
    """Return what else asks `minor` of those of whom an item is offered that does, the oldest first.

    Where a payer owes many items at one price and names none, any of them may be meant.
    """
    alone = [one["lines"][0] for one in proposals if len(one["lines"]) == 1 and not one["spent"]]
    unnamed = [line for line in alone if line["cash"] == line["open"] == minor and not line["spans"]]
    owing, shown = {line["customer_number"] for line in unnamed}, {line["document_number"] for line in alone}
    alike = (one for one in owed if one["open_amount"] == minor and one["customer_number"] in owing)
    return [one for one in alike if one["document_number"] not in shown]


@dataclass(frozen=True, slots=True)
class Trail:
    """The receipts decided in this sitting, the newest first: what `z` goes back along."""

    receipts: tuple[str, ...]

    def with_one(self, receipt_id: str) -> "Trail":
        """Return the trail one decision longer."""
        return Trail((receipt_id, *(one for one in self.receipts if one != receipt_id))[:TRAIL_MAX])


def trail(trail: Annotated[str, Form(max_length=5000)] = "") -> Trail:
    """Read the trail the page carries."""
    return Trail(tuple(trail.split()))


@dataclass(frozen=True, slots=True)
class Sitting:
    """What every decision is made with."""

    request: Request
    workspace: Workspace
    version: int | None
    key: str
    trail: Trail
    reason: str  # what narrows the queue on the screen, by its address

    def address(self, exception_id: str) -> str:
        """Return where the page is when it shows an exception."""
        shown = {"item": exception_id, "reason": self.reason}
        query = urlencode({name: value for name, value in shown.items() if value})
        return f"/desk?{query}" if query else "/desk"


def sitting(
    request: Request,
    workspace: WorkspaceGiven,
    version: VersionSeen,
    key: KeyGiven,
    trail: Annotated[Trail, Depends(trail)],
) -> Sitting:
    """Gather what a decision is made with."""
    asked = parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    return Sitting(request, workspace, version, key, trail, asked.get("reason", [""])[0])


SittingGiven = Annotated[Sitting, Depends(sitting)]


def decided(
    at: Sitting, exception_id: str, said: str, act: Callable[..., desk.Resolved], *, stays: bool = False
) -> HTMLResponse:
    """Carry out an act and answer with the next item in the place of the one decided, or with the one that stays."""
    ids = [row["exception_id"] for row in queue(at.workspace, at.reason)]
    receipt_id = receipt_of(exception_id)
    receipt = inquiries.receipt(at.workspace, receipt_id)
    try:
        with as_seen(at.version):
            done = act(
                at.workspace, receipt_id, actor=at.workspace.named(otherwise=ACTOR_DESK), version=at.version, key=at.key
            )
    except NotAsSeen as refused:
        return changed(at, exception_id, refused)
    rows = queue(at.workspace, at.reason)
    left = [row["exception_id"] for row in rows]
    stays = stays and exception_id in left
    following = exception_id if stays else successor(ids, exception_id, left)
    entering = {exception_id} if stays else {exception_id, *left} - (set(ids) - {exception_id})
    context = {
        "rows": rows,
        "reason": at.reason,
        "entering": [row for row in rows if row["exception_id"] in entering],
        "stays": stays,
        "taught": receipt_id if done.learned else "",
        "gone": exception_id,
        "said": f"{said}: {moved(receipt, done.unapplied)}",
        "trail": at.trail.with_one(receipt_id).receipts,
        **(about(at.workspace, following) if following else {"item": None, "sentences": inquiries.SENTENCES}),
        **tally(at.workspace),
    }
    headers = {"HX-Replace-Url": at.address(following)}
    return paper(at.request, "parts/decided.html", context, headers=headers)


def moved(receipt: Row, left: int) -> str:
    """Return of whose money an act was, and how much of it still waits where it moved a part."""
    had, currency = receipt["unapplied"], receipt["currency"]
    whose = f"{currency} from {receipt['payer_name'] or receipt['bank_reference']}"
    if not 0 < left < had:
        return f"{grouped(had, currency)} {whose}"
    return f"{grouped(had - left, currency)} of {grouped(had, currency)} {whose}; {grouped(left, currency)} still waits"


def changed(at: Sitting, exception_id: str, refused: NotAsSeen) -> HTMLResponse:
    """Answer a decision on what has changed: why it is refused, and the queue as it stands now."""
    now = bench(at.workspace, exception_id, at.reason)
    shown = now["item"]["exception_id"] if now["item"] else ""
    headers = {"HX-Retarget": "#notice", "HX-Reswap": "innerHTML", "HX-Replace-Url": at.address(shown)}
    context = {"problem": problem(refused), "said": "", "trail": at.trail.receipts, **now}
    return paper(at.request, "parts/changed.html", context, status_code=status_of(NotAsSeen), headers=headers)


def successor(before: list[str], decided: str, after: list[str]) -> str:
    """Return the item that takes the row: the next that still waits, else the last one left, else none."""
    place = before.index(decided) if decided in before else 0
    left = set(after) - {decided}
    behind = (one for one in before[place + 1 :] if one in left)
    return next(behind, next((one for one in reversed(after) if one in left), ""))


@router.post("/desk/{exception_id}/accept")
def accept(at: SittingGiven, exception_id: str, rank: Annotated[int, Form(ge=1)]) -> HTMLResponse:
    """Accept a proposal as it was offered."""
    return decided(
        at,
        exception_id,
        "Accepted",
        lambda workspace, receipt_id, **rest: desk.accept(workspace, receipt_id, rank, **rest),
    )


@router.post("/desk/{exception_id}/park")
def park(at: SittingGiven, exception_id: str, note: Annotated[str, Form(max_length=500)] = "") -> HTMLResponse:
    """Leave it for later, with or without a note."""
    return decided(
        at, exception_id, "Parked", lambda workspace, receipt_id, **rest: desk.park(workspace, receipt_id, note, **rest)
    )


@router.post("/desk/{exception_id}/identify")
def identify(
    at: SittingGiven, exception_id: str, customer_number: Annotated[str, Form(min_length=1, max_length=100)]
) -> HTMLResponse:
    """Say who paid; it stays at hand for its items."""
    number = meant(at.workspace, customer_number)
    return decided(
        at,
        exception_id,
        "Payer named",
        lambda workspace, receipt_id, **rest: desk.identify(workspace, receipt_id, number, **rest),
        stays=True,
    )


def meant(workspace: Workspace, typed: str) -> str:
    """Return the number of the customer whose number, or whose name alone, was typed. Refused: NotFound, Invalid."""
    found = inquiries.customers_like(workspace, typed)
    exactly = [number for number, name in found if typed.strip().upper() in {number.upper(), name.upper()}]
    numbers = exactly or [number for number, _ in found]
    if not numbers:
        raise NotFound(f"No customer is called {typed}: type a number, or a part of the name.")
    if len(numbers) > 1:
        raise Invalid(f"{typed} may mean {', '.join(numbers[:5])}: choose one.")
    return numbers[0]


@router.post("/desk/{exception_id}/on-account")
def on_account(
    at: SittingGiven, exception_id: str, customer_number: Annotated[str, Form(min_length=1, max_length=100)]
) -> HTMLResponse:
    """Put what is left on the customer's account."""
    number = meant(at.workspace, customer_number)
    return decided(
        at,
        exception_id,
        "On account",
        lambda workspace, receipt_id, **rest: desk.on_account(workspace, receipt_id, number, **rest),
    )


@router.post("/desk/{exception_id}/not-ar")
def not_ar(
    at: SittingGiven, exception_id: str, note: Annotated[str, Form(min_length=1, max_length=500)]
) -> HTMLResponse:
    """Take it out of receivables."""
    return decided(
        at,
        exception_id,
        "Not receivables",
        lambda workspace, receipt_id, **rest: desk.not_ar(workspace, receipt_id, note, **rest),
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """The lines of the form, column by column, as they were typed."""

    item: Annotated[list[str], Form()]
    cash: Annotated[list[str], Form()]
    discount: Annotated[list[str], Form()]
    write_off: Annotated[list[str], Form()]
    deduction: Annotated[list[str], Form()]
    deduction_reason: Annotated[list[str], Form()]


@router.post("/desk/{exception_id}/apply")
def apply(at: SittingGiven, exception_id: str, typed: Annotated[Typed, Depends()]) -> HTMLResponse:
    """Apply the lines as typed."""
    currency = inquiries.receipt(at.workspace, receipt_of(exception_id))["currency"]
    lines = read_lines(typed, currency)
    return decided(
        at,
        exception_id,
        "Applied by hand",
        lambda workspace, receipt_id, **rest: desk.apply(workspace, receipt_id, lines, **rest),
    )


def read_lines(typed: Typed, currency: str) -> list[desk.Line]:
    """Return the lines in minor units. Refused: what is no amount."""
    columns = (typed.item, typed.cash, typed.discount, typed.write_off, typed.deduction, typed.deduction_reason)
    rows = [row for row in zip_longest(*columns, fillvalue="") if row[0].strip()]
    return [
        desk.Line(
            item.strip(),
            cash=_minor(cash, currency, item),
            discount=_minor(discount, currency, item),
            write_off=_minor(write_off, currency, item),
            deduction=_minor(deduction, currency, item),
            deduction_reason=reason,
        )
        for item, cash, discount, write_off, deduction, reason in rows
    ]


def _minor(text: str, currency: str, item: str) -> int:
    """Return what was typed in minor units; nothing is nothing."""
    return chosen_amount(text, currency, item) if text.strip() else 0


@router.post("/desk/undo")
def undo(at: SittingGiven) -> HTMLResponse:
    """Reverse the last decision of this sitting and put its receipt back in the queue."""
    if not at.trail.receipts:
        raise NotFound("There is no decision of this sitting to undo.")
    receipt_id, *earlier = at.trail.receipts
    desk.undo(at.workspace, receipt_id, actor=at.workspace.named(otherwise=ACTOR_DESK))
    receipt = inquiries.receipt(at.workspace, receipt_id)
    context = {
        **bench(at.workspace, receipt["exception_id"], at.reason),
        "said": f"Undone: {receipt['payer_name'] or receipt['bank_reference']} is back in the queue",
        "trail": earlier,
    }
    return paper(
        at.request, "parts/undone.html", context, headers={"HX-Replace-Url": at.address(receipt["exception_id"])}
    )
