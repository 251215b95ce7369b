"""The credit policy of the workspace's entity, from the file that the settings name."""

from credit import policy
from credit.policy import CreditPolicy
from services.workspace import Workspace


def of(workspace: Workspace) -> CreditPolicy:
    """Return the policy that holds. Refused: BadCreditPolicy with all that is wrong in the file."""
    return policy.read(workspace.settings.credit_file, workspace.settings.currency)
