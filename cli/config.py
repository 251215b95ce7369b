"""What `tieout config` does: tells the settings and where each comes from; of secrets only that they are set."""

from pydantic import SecretStr

from cli import books, say
from cli.asked import Asked
from kit import secret_files
from kit.settings import Settings

PREFIX = "TIEOUT_"
SHOWN = "set, not shown"


def shown(asked: Asked, *, only: bool) -> None:
    """Show the settings; `only` those that are set."""
    workspace = books.closed(asked)
    settings = workspace.settings
    place = workspace.database.url.render_as_string(hide_password=True)
    rows = [
        {"setting": PREFIX + name.upper(), "value": _value(settings, name, place), "source": _source(settings, name)}
        for name in Settings.model_fields
    ]
    chosen = [row for row in rows if not only or row["source"] != "default"]
    if asked.json:
        say.result(chosen, as_json=True)
    else:
        say.table(("setting", "value", "source"), [tuple(row.values()) for row in chosen], "settings")


def _source(settings: Settings, name: str) -> str:
    """Tell where a setting comes from."""
    if path := secret_files.named(PREFIX, name):
        return f"file {path}"
    return "set" if name in settings.model_fields_set else "default"


def _value(settings: Settings, name: str, place: str) -> str:
    """Return a setting's value as it may be shown."""
    value = getattr(settings, name)
    if name == "database_url":
        return place
    if isinstance(value, SecretStr):
        return SHOWN
    return "" if value is None else str(value)
