"""A process that writes back until somebody kills it: books and address as arguments."""

import sys

from services.erp.delivering import deliver
from services.erp.planning import plan
from services.erp.settling import settle
from tests.services.erp.worlds import target, workspace_at


def main() -> None:
    """Settle, plan and tell, again and again."""
    workspace, erp = workspace_at(sys.argv[1]), target(sys.argv[2], sys.argv[3])
    while True:
        settle(workspace, erp, "worker")
        plan(workspace, erp, "worker")
        deliver(workspace, erp, "worker")


if __name__ == "__main__":
    main()
