"""Is it alive, can it work."""

from fastapi import APIRouter

from api.given import WorkspaceGiven
from api.schemas.shared import REFUSALS, Told
from services import inquiries
from services.workspace import reachable

router = APIRouter(tags=["life"], responses=REFUSALS)


class Life(Told):
    """How it is."""

    status: str


@router.get("/healthz")
def healthz() -> Life:
    """Tell that the process answers."""
    return Life(status="alive")


@router.get("/readyz")
def readyz(workspace: WorkspaceGiven) -> Life:
    """Tell that the books can be read; a problem where they cannot."""
    reachable(workspace)
    inquiries.waiting(workspace)
    return Life(status="ready")
