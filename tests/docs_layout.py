"""How pages that the code writes are laid out."""

from collections.abc import Iterable, Sequence

SPOKEN = "Written by `python -m tests.docs_pages` from the code; a test compares. Edit the code, not this page."


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(cell: object) -> str:
    """Return a cell; a bar inside it would end it."""
    return " ".join(str(cell).split()).replace("|", "\\|")


def page(title: str, *parts: str) -> str:
    """Return a page with its title and how it is made."""
    return "\n".join([f"# {title}\n", f"*{SPOKEN}*\n", *parts]).rstrip() + "\n"
