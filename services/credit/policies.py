"""The credit policy of the workspace's entity: the version of the books, else the settings' file; and its scorecard."""

from datetime import date

from credit import policy, scorecards
from credit.policy import CreditPolicy
from kit.refusals import Invalid
from ledger.configs import CREDIT, SCORECARD
from services.configs import holding
from services.workspace import Workspace


def of(workspace: Workspace, on: date | None = None) -> CreditPolicy:
    """Return the policy that holds on a day, today's else.

    Refused: BadCreditPolicy with all that is wrong in it; Ambiguous where books and settings disagree.
    """
    version = holding.version(workspace, CREDIT, on or workspace.today(), file=named(workspace))
    if version is not None:
        return policy.told(version.body, workspace.settings.currency, str(version))
    return policy.read(workspace.settings.credit_file, workspace.settings.currency)


def named(workspace: Workspace) -> holding.Named | None:
    """Return the file that the settings name."""
    path = workspace.settings.credit_file
    return holding.Named("TIEOUT_CREDIT_FILE", path) if path else None


def scorecard(workspace: Workspace, held: CreditPolicy, on: date | None = None) -> scorecards.Application | None:
    """Return the scorecard that a policy names: of the books, else beside its file; None where it names none.

    Refused: Invalid where there is none of that name.
    """
    called = held.onboarding.scorecard
    if not called:
        return None
    version = holding.version(workspace, SCORECARD, on or workspace.today(), called)
    if version is not None:
        return scorecards.told(version.body, str(version))
    if workspace.settings.credit_file is None:
        raise Invalid(f"{called}: the credit policy names this scorecard, and the books hold none of that name")
    return scorecards.read(workspace.settings.credit_file.parent / called)
