"""Collection agencies: kept on a list, given what is old, followed to the cash they remit, and ranked."""

from typing import Annotated

from fastapi import Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import agencies as shapes
from api.schemas import control as requests
from api.schemas.shared import Page
from services.dunning import agencies

router = conventions.router("collections", prefix="/v1/collections")


@router.get("/agencies")
def list_agencies(workspace: WorkspaceGiven) -> Page[shapes.RankedAgency]:
    """List agencies by what they recovered of what was placed with them, the best first."""
    return Page(data=[shapes.ranked(one) for one in agencies.ranking(workspace)], next_cursor=None)


@router.post("/agencies", status_code=202)
def ask_agency(body: shapes.NewAgency, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask for an agency to be on the list; a second person approves it."""
    by = workspace.named(body.by)
    return requests.waiting(agencies.keep(workspace, body.toml, reason=body.reason, actor=by, key=key))


@router.get("/placements/proposals")
def list_proposed_placements(
    query: Annotated[shapes.ProposalQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.ProposedPlacement]:
    """List what is old and large enough to be placed, neither disputed, promised, in a plan nor placed already."""
    found = agencies.proposed(workspace, query.as_of, query.floor, query.days)
    return Page(data=[shapes.proposal(one) for one in found], next_cursor=None)


@router.get("/placements")
def list_placements(
    query: Annotated[shapes.PlacementQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.PlacementTold]:
    """List placements as they stood on a day, the newest first."""
    found = agencies.of(workspace, query.as_of, query.customer_number)
    return Page(data=[shapes.placement(one) for one in found], next_cursor=None)


@router.post("/placements", status_code=202)
def ask_placement(body: shapes.NewPlacement, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask to place what is proposed of a customer with an agency; approved, the agency's file is made."""
    said = body.model_dump(include={"reason", "floor", "days"})
    whose = (body.customer_number, body.agency, body.jurisdiction)
    return requests.waiting(agencies.ask(workspace, *whose, actor=workspace.named(body.by), key=key, **said))


@router.get("/placements/{placement_id}/file")
def get_placement_file(placement_id: str, workspace: WorkspaceGiven) -> shapes.PlacementFile:
    """Return the file that the agency was given."""
    return shapes.PlacementFile(placement_id=placement_id, content=agencies.file(workspace, placement_id))


@router.post("/placements/{placement_id}/steps")
def tell_placement(
    placement_id: str, body: shapes.NewStep, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.RequestsWaiting:
    """Write what became of a placement; closed, what is left is asked to be written off."""
    by = workspace.named(body.by)
    done = agencies.tell(workspace, placement_id, body.kind, body.note, actor=by, key=key)
    return shapes.RequestsWaiting(requests=done)


@router.post("/placements/{placement_id}/remittances", status_code=202)
def remit_placement(
    placement_id: str, body: shapes.NewRemittance, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.RequestsWaiting:
    """Ask to book what an agency remitted net of its fee."""
    by = workspace.named(body.by)
    done = agencies.remit(workspace, placement_id, body.receipt_id, reason=body.reason, actor=by, key=key)
    return shapes.RequestsWaiting(requests=done)
