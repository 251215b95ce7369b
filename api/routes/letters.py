"""Dunning letters: the plan of a day, runs, sending, what became of each, and the strategies behind them."""

from typing import Annotated

from fastapi import Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import control as requests
from api.schemas import letters as shapes
from api.schemas.shared import Page
from services.dunning import runs, sending, strategies

router = conventions.router("letters", prefix="/v1/dunning")


@router.get("/plan")
def plan_letters(query: Annotated[shapes.PlanQuery, Query()], workspace: WorkspaceGiven) -> shapes.DunningPlan:
    """Return the letters of a day as they would go out, and everything past due that is left alone with the reason."""
    return shapes.plan(runs.propose(workspace, query.as_of))


@router.post("/runs", status_code=201)
def write_letters(body: shapes.NewRun, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.DunningRun:
    """Write the letters of a day and queue them, each customer's once; refused on old bank data."""
    return shapes.ran(runs.run(workspace, actor=workspace.named(body.by), on=body.as_of, key=key))


@router.post("/sendings")
def send_letters(body: shapes.NewSending, workspace: WorkspaceGiven, _: KeyGiven) -> shapes.Sending:
    """Send what is queued; what nobody knows of waits to be settled."""
    return shapes.Sending(counts=dict(sending.send(workspace, actor=workspace.named(body.by))))


@router.get("/letters")
def list_letters(query: Annotated[shapes.LetterQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Letter]:
    """List letters, the newest first, with what became of each."""
    found = runs.listed(workspace, customer=query.customer_number, state=query.state or "")
    return Page(data=[shapes.letter(row) for row in found.rows(named=True)], next_cursor=None)


@router.get("/letters/{notice_id}")
def read_letter(notice_id: str, workspace: WorkspaceGiven) -> shapes.WholeLetter:
    """Return a letter with its words and what it asks for."""
    return shapes.whole(runs.letter(workspace, notice_id))


@router.post("/letters/{notice_id}/settlement")
def settle_letter(
    notice_id: str, body: shapes.NewSettlement, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.LetterSettled:
    """Say of a letter nobody knows about whether it went; one that did not is sent again."""
    by = workspace.named(body.by)
    state = runs.settle(workspace, notice_id, went=body.sent, note=body.note, actor=by, key=key)
    return shapes.LetterSettled(notice_id=notice_id, state=state)


@router.post("/strategies", status_code=202)
def propose_strategy(body: shapes.NewStrategy, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask for a strategy, with what it would write today; it is in force once a second person approves."""
    by = workspace.named(body.by)
    return requests.waiting(strategies.propose(workspace, body.toml, reason=body.reason, actor=by, key=key))


@router.post("/simulations")
def simulate_strategy(body: shapes.NewSimulation, workspace: WorkspaceGiven, _: KeyGiven) -> shapes.Simulation:
    """Return what a strategy would write each day; nothing is touched."""
    return shapes.simulation(strategies.simulate(workspace, body.toml, body.first, body.days))


@router.post("/blocks", status_code=201)
def block_letters(body: shapes.NewBlock, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Blocked:
    """Write no letters to a customer until a day, or with `lifted` write to them again."""
    told = (body.customer_number, body.kind, body.until, body.reason)
    strategies.block(workspace, *told, actor=workspace.named(body.by), key=key)
    return shapes.Blocked(customer_number=body.customer_number, kind=body.kind, until=body.until)
