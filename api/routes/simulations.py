"""Simulations: a past period by other rules, and what would have been otherwise; nothing is written."""

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import simulations as shapes
from services.simulation import running

router = conventions.router("simulations")


@router.post("/simulations")
def simulate_rules(body: shapes.NewRuleSimulation, workspace: WorkspaceGiven, _: KeyGiven) -> shapes.RuleSimulation:
    """Return which held orders, calls, letters and applications of a past period other rules add, remove or change."""
    first, last = running.last_month(workspace.today())
    span = (body.first or first, body.last or last)
    return shapes.simulation(running.simulate(workspace, body.proposed(), *span))
