"""The panel after an answer: which waiting receipts it would settle, and one key that settles them."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.given import ACTOR_DESK, ApartGiven, WorkspaceGiven
from api.newest import Newest
from api.pages.desk import SittingGiven, bench
from api.paper import paper
from kit.refusals import Invalid
from services.jobs.apart import foreseen
from services.knowledge import acts, settling

router = APIRouter(include_in_schema=False)


@router.get("/desk/also/{receipt_id}")
def also(request: Request, receipt_id: str, workspace: WorkspaceGiven, apart: ApartGiven) -> HTMLResponse:
    """Show what the answer to a receipt would settle besides; nothing where it would settle nothing.

    Who answered the next one already is shown nothing of this one: the engine looks at all that waits.
    """
    newest: Newest = request.app.state.newest
    with newest.turn(workspace.named(otherwise=ACTOR_DESK)) as mine:
        found = foreseen(apart, workspace, receipt_id) if mine else []
    taught = acts.of_answer(workspace, receipt_id)
    context = {
        "changes": [one for one in found if one.would != "ask"],
        "asked": sum(one.would == "ask" for one in found),
        "proposed": [one for one in taught if "second person" in one.why],
        "receipt_id": receipt_id,
    }
    return paper(request, "parts/also.html", context)


@router.post("/desk/also")
def settle(at: SittingGiven, shown: Annotated[list[str], Form(max_length=1000)]) -> HTMLResponse:
    """Settle what the panel showed, all of it or nothing."""
    pairs = [tuple(one.split(":", 1)) for one in shown]
    if not all(len(pair) == 2 for pair in pairs):
        raise Invalid("The panel is not as it was shown: answer once more.")
    done = settling.settle(
        at.workspace, [(pair[0], pair[1]) for pair in pairs], actor=at.workspace.named(otherwise=ACTOR_DESK)
    )
    trail = at.trail
    for receipt_id in done:
        trail = trail.with_one(receipt_id)
    context = {
        **bench(at.workspace, reason=at.reason),
        "said": f"Settled: {len(done)} more {'receipt' if len(done) == 1 else 'receipts'}",
        "trail": trail.receipts,
        "settled": True,
    }
    return paper(at.request, "parts/undone.html", context, headers={"HX-Replace-Url": at.address("")})
