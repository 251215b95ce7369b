"""The credit policy of the workspace's entity, from the file that the settings name, and its scorecard."""

from pathlib import Path

from credit import policy, scorecards
from credit.policy import CreditPolicy
from services.workspace import Workspace


def of(workspace: Workspace) -> CreditPolicy:
    """Return the policy that holds. Refused: BadCreditPolicy with all that is wrong in the file."""
    return policy.read(workspace.settings.credit_file, workspace.settings.currency)


def scorecard(workspace: Workspace, held: CreditPolicy) -> scorecards.Application | None:
    """Return the scorecard that a policy names beside its file, None where it names none. Refused: Invalid."""
    named = held.onboarding.scorecard
    if not named:
        return None
    return scorecards.read((workspace.settings.credit_file or Path()).parent / named)
