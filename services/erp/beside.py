"""Write-back as work beside requests: one run, begun again until the ERP's books show what became of each document."""

from collections.abc import Mapping
from typing import Any

from kit.refusals import Conflict
from services.erp import running
from services.erp.delivering import ready
from services.erp.targets import target
from services.workspace import Progress, Workspace

#: Seconds before each new look; together longer than an ERP may book late, several times over.
DELAYS = (60, 300, 900, 900, 1800, 3600, 7200)


class Unsettled(Conflict):
    """Some documents of an ERP are still open: it took nothing just now, or nobody knows yet what it took."""

    code = "erp_unsettled"
    retry = True


def send(workspace: Workspace, name: str, actor: str, progress: Progress) -> Mapping[str, Any]:
    """Write back to an ERP. Refused: Unsettled while anything is open that a later run can settle; as `running.send`.

    An ERP that queues what it takes never proves absence, so that what is uncertain there waits for a person alone; and
    so does a later step behind one that was rejected.
    """
    run = running.send(workspace, name, actor, progress=progress)
    erp = target(workspace, name)
    waits = {state: run.states[state] for state in (("sent",) if erp.kind.queued else ("sent", "uncertain"))}
    counts = {"pending": sum(1 for _ in ready(workspace, erp)), **waits}
    left = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    if left:
        raise Unsettled(f"{name}: {left}{f'; {run.halted}' if run.halted else ''}")
    return {"told": run.told, **run.states}
