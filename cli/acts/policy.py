"""`tieout policy`: what may be posted without a person; checked, shown, and as an example."""

from pathlib import Path

import typer

from cli import books, say
from cli.asked import Asked
from matcher import policy_file
from services.decisions import policies, shadowed


def check(asked: Asked, path: Path) -> None:
    """Read a file and tell everything that is wrong with it."""
    told = policies.checked(books.closed(asked), path)
    for warning in told.warnings:
        say.reason(f"{path}: {warning}")
    found = {
        "file": str(path),
        "entity": told.entity,
        "version": told.policy.version,
        "digest": told.policy.digest,
        "stated": told.stated,
        "warnings": told.warnings,
    }
    lines = [f"{path}: holds: {len(told.stated)} stated, the rest defaults; digest {told.policy.digest}"]
    say.result(found, as_json=asked.json, lines=lines)


def show(asked: Asked, entity: str) -> None:
    """Show the values that hold for an entity and where each comes from."""
    held = _held(asked, entity)
    for warning in held.warnings:
        say.reason(f"{held.file}: {warning}")
    if asked.json:
        say.result(held, as_json=True)
        return
    rows = [(one.place, one.value, one.source) for one in held.values]
    title = f"policy {held.version} of {held.entity}: {held.file or 'no file: the cautious defaults'}"
    say.table(("key", "value", "from"), rows, title)
    abroad = f"; with amounts of their own: {', '.join(held.abroad)}" if held.abroad else ""
    typer.echo(f"amounts are in {held.currency or 'whatever currency a receipt has'}{abroad}")
    typer.echo(f"digest {held.digest}")


def example(asked: Asked, output: Path | None) -> None:
    """Write a file that states every value with its default and its meaning."""
    settings = books.closed(asked).settings
    text = policy_file.example(settings.currency, settings.entity)
    if output is None:
        typer.echo(text, nl=False)
        return
    with output.open("x", encoding="utf-8") as file:
        file.write(text)


def shadow(asked: Asked, entity: str) -> None:
    """Show what stands in the shadow, where it differs from what holds, and what it has decided."""
    workspace = books.reading(asked)
    found = shadowed.standing(workspace.of(entity) if entity else workspace)
    for warning in found.warnings:
        say.reason(f"{found.file}: {warning}")
    if asked.json:
        say.result(found, as_json=True)
        return
    if not found.file:
        typer.echo(f"no policy stands in the shadow of {found.entity}: its file would be ENTITY.shadow.toml")
    else:
        title = f"policy {found.version} in the shadow of {found.entity}: {found.file}, digest {found.digest}"
        say.table(("key", "holds", "shadow"), found.differs, title)
    told = found.followed
    since = f" since {told.since}" if told.since else ""
    typer.echo(f"{told.runs:,} runs decided{since}, {told.answers:,} answers; {told.failed:,} runs failed")
    if told.failure:
        typer.echo(f"the last failure: {told.failure}")


def _held(asked: Asked, entity: str) -> policies.Held:
    """Return the policy that holds by the books; before there are any, what the settings state."""
    try:
        workspace, told = books.reading(asked), policies.held
    except books.NoBooks:
        workspace, told = books.closed(asked), policies.stated
    return told(workspace.of(entity) if entity else workspace)
