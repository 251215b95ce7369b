"""Sheets of customers, open items and payers' accounts, imported as a person does."""

from pathlib import Path

from services.importing import subledger
from services.workspace import Workspace


def imported(
    workspace: Workspace, folder: Path, customers: str, items: str, links: str = "", *, actor: str = "ana"
) -> Workspace:
    """Import what the texts of the sheets say, and return the workspace."""
    for name, text, take in (
        ("customers.csv", customers, subledger.customers),
        ("open_items.csv", items, subledger.items),
        ("payer_links.csv", links, subledger.payer_links),
    ):
        if text:
            (folder / name).write_text(text, encoding="utf-8")
            take(workspace, folder / name, actor=actor)
    return workspace
