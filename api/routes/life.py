"""Is it alive, can it work."""

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api import conventions
from api.given import WorkspaceGiven
from api.schemas.shared import Told
from services.running import readiness

router = conventions.router("life", prefix="")


class Life(Told):
    """How it is."""

    status: str


@router.get("/healthz")
def healthz() -> Life:
    """Tell that the process answers."""
    return Life(status="alive")


@router.get("/readyz")
def readyz(request: Request, workspace: WorkspaceGiven) -> Life:
    """Tell that the books answer in our schema, their disk has room and the worker works; a problem where not."""
    state = request.app.state
    readiness.check(workspace, schema=state.schema, working=state.worker.working)
    return Life(status="ready")


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request) -> Response:
    """Give the measures of the service and the books, in the text form of Prometheus."""
    return Response(request.app.state.metrics.text(), media_type=CONTENT_TYPE_LATEST)
