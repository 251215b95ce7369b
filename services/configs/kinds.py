"""The kinds of configuration that have versions: what each is, how its text is checked, where it stood before."""

from collections.abc import Callable
from dataclasses import dataclass

from credit import policy as credit_policy
from credit import scorecards
from dunning import points, strategy
from kit.refusals import NotFound, refuse
from ledger import configs
from matcher import policy_file
from services.configs import flags, holding
from services.credit import policies as credit_policies
from services.decisions import policies
from services.scheduled import making
from services.scheduled.wanted import EXAMPLE
from services.workspace import Workspace


def _no_file(_: Workspace) -> holding.Named | None:
    """Return no file: the settings name none of this kind."""
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: what it says, the check of a text (Invalid with all that is wrong), an example, and the settings' file.

    Several versions hold at once, each of its name, where it is `named`. The example of one with `defaults` says what
    holds without any version and file.
    """

    name: str
    means: str
    check: Callable[[Workspace, str], object]
    example: Callable[[Workspace], str]
    file: Callable[[Workspace], holding.Named | None] = _no_file
    named: bool = False
    defaults: bool = False


def otherwise(workspace: Workspace, kind: Kind) -> str:
    """Return what holds where no version does: the settings' file, else the defaults, else nothing."""
    if file := kind.file(workspace):
        return file.path.read_text(encoding="utf-8-sig")
    return kind.example(workspace) if kind.defaults else ""


def _credit(workspace: Workspace, text: str) -> None:
    """Check a credit policy, and that the scorecard it names is there."""
    told = credit_policy.told(text, workspace.settings.currency, "credit")
    credit_policies.scorecard(workspace, told)


def _flags(workspace: Workspace, text: str) -> None:
    """Check flags, and that the environment does not say otherwise."""
    flags.disputed(workspace.settings, text)


#: Hand-written, in the order of a day.
KINDS: tuple[Kind, ...] = (
    Kind(
        configs.POLICY,
        "What may be posted without a person.",
        lambda workspace, text: policies.checked_text(workspace, text, "policy"),
        lambda workspace: policy_file.example(workspace.settings.currency, workspace.settings.entity),
        file=policies.named,
        defaults=True,
    ),
    Kind(
        configs.CREDIT,
        "What counts as exposure, what holds an order, how accounts are opened and reviewed.",
        _credit,
        lambda workspace: credit_policy.example(workspace.settings.currency),
        file=credit_policies.named,
        defaults=True,
    ),
    Kind(
        configs.SCORECARD,
        "How an applicant's score and limit are worked out; the credit policy names it.",
        lambda _, text: scorecards.told(text, "scorecard"),
        lambda _: scorecards.STANDARD.read_text(encoding="utf-8"),
        named=True,
    ),
    Kind(
        configs.DUNNING,
        "A dunning strategy: its levels, days, caps and words.",
        lambda _, text: strategy.read(text, "dunning"),
        lambda _: strategy.STANDARD.read_text(encoding="utf-8"),
        named=True,
    ),
    Kind(
        configs.WORKLIST,
        "What the worklist of collectors gives points for.",
        lambda _, text: points.read(text),
        lambda _: points.STANDARD.read_text(encoding="utf-8"),
        defaults=True,
    ),
    Kind(
        configs.FLAGS,
        "Which features are on.",
        _flags,
        lambda workspace: flags.example(workspace.settings),
        defaults=True,
    ),
    Kind(
        configs.REPORTS,
        "Which reports the clock makes, on which days, in which forms.",
        making.check,
        lambda _: EXAMPLE,
    ),
)


def named(name: str) -> Kind:
    """Return a kind. Refused: NotFound."""
    found = next((kind for kind in KINDS if kind.name == name), None)
    if found is None:
        raise NotFound(f"there is no configuration {name}: there are {', '.join(kind.name for kind in KINDS)}")
    return found


def called(kind: Kind, text: str, name: str) -> str:
    """Return the name of a text: a strategy says its own, of other kinds with names it is given, the rest have none.

    Refused: Invalid for a name that is missing, not the text's own, or of a kind without names.
    """
    own = strategy.read(text, "dunning").name if kind.name == configs.DUNNING and text else name
    wrong = {
        f"{kind.name} has no names": bool(name) and not kind.named,
        f"{kind.name}: say which by name": kind.named and not own,
        f"the strategy calls itself {own}, not {name}": bool(name) and own != name,
    }
    refuse(wrong)
    return own
