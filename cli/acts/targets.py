"""What `tieout target` does: set targets, open actions for figures that miss theirs, end them."""

from datetime import date

from cli import books, say
from cli.asked import Asked
from kit.refusals import Invalid
from services.targets import targets
from services.targets.setting import AT_LEAST, AT_MOST, NONE, Target


def put(asked: Asked, kpi: str, bounds: tuple[str, str], owner: str, currency: str, by: str) -> None:
    """Set a target, or take it away. Refused: Invalid for both bounds."""
    workspace = books.writing(asked)
    most, least = bounds
    if most and least:
        raise Invalid("a target is --at-most or --at-least, not both")
    sense = AT_MOST if most else AT_LEAST if least else NONE
    row = Target(kpi, currency or workspace.settings.currency, sense, most or least, owner)
    targets.set_target(workspace, row, actor=by)
    said = f"{kpi} {row.currency}: {sense.replace('_', ' ')} {row.target}, {owner}" if owner else f"{kpi}: no target"
    say.result(row, as_json=asked.json, lines=[said])


def checked(asked: Asked, on: date | None, by: str) -> None:
    """Open actions."""
    workspace = books.writing(asked)
    opened = targets.check(workspace, on or workspace.today(), actor=by)
    say.result({"opened": opened}, as_json=asked.json, lines=[*opened, f"{len(opened)} opened; tieout report actions"])


def ended(asked: Asked, action: str, note: str, by: str) -> None:
    """End an action."""
    targets.end(books.writing(asked), action, note, actor=by)
    say.result({"ended": action}, as_json=asked.json, lines=[f"{action} is ended"])
