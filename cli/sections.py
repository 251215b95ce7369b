"""The commands by whose work they are, in the order in which the help lists them: what a day needs comes first."""

from typing import Any

from typer.core import TyperGroup

#: Heading -> its commands; each command stands under one.
SECTIONS: dict[str, tuple[str, ...]] = {
    "To begin": ("demo", "serve", "import", "formats"),
    "The morning's cash": ("run", "ingest", "match", "mapping", "lockbox", "withdraw", "card"),
    "What waits for a person": ("queue", "resolve", "find", "inbox", "request", "adjust", "event", "compare"),
    "Customers and credit": ("customer", "onboard", "credit"),
    "Collections": ("collections", "contact", "dunning", "dispute", "plans", "agencies", "team"),
    "Reports and the close": ("report", "reports", "weekly", "target", "export", "close", "period", "audit"),
    "How it decides": ("policy", "knowledge", "weights", "replay", "backtest", "simulate"),
    "Running it": ("db", "entity", "user", "key", "key-ring", "config", "erp", "webhook", "work", "worker"),
}


class Sectioned(TyperGroup):
    """A group whose help lists its commands under headings."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the order is the same everywhere
        """Return the names of all commands, section by section."""
        return [name for names in SECTIONS.values() for name in names]

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as the group asks
        """Write each section with its commands, all aligned alike."""
        width = max(map(len, self.commands))
        for heading, names in SECTIONS.items():
            rows = [(name.ljust(width), (self.commands[name].help or "").partition("\n")[0]) for name in names]
            with formatter.section(heading):
                formatter.write_dl(rows)
