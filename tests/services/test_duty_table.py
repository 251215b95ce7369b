"""Every command of the trail is somebody's duty, or is said to be nobody's: read from the code that opens the books."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from services.auditing import duties

ROOT = Path(__file__).parents[2]
#: What opens the books for a command, by its name; the name of the command is its second place.
OPENERS = frozenset({"command", "_command", "_book", "_said"})


def commands() -> Iterator[tuple[str, str]]:
    """Yield module and command; of a name put together, its beginning."""
    for path in sorted((ROOT / "services").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in OPENERS and len(call.args) > 1:
                yield from ((module, name) for name in named(call.args[1], module))
            for word in call.keywords if isinstance(call, ast.Call) else ():
                if word.arg == "command":
                    yield from ((module, name) for name in named(word.value, module))


def named(told: ast.expr, module: str) -> Iterator[str]:
    """Yield the name that an argument is: a text, the beginning of one, or a constant of its module."""
    if isinstance(told, ast.IfExp):
        yield from (*named(told.body, module), *named(told.orelse, module))
    if isinstance(told, ast.JoinedStr):
        told = told.values[0]
    if isinstance(told, ast.Constant):
        yield str(told.value)
    if isinstance(told, ast.Name) and told.id.isupper():
        yield getattr(import_module(module), told.id)


def test_every_command_is_a_duty_or_is_nobodys() -> None:
    found = set(commands())
    assert len(found) > 50
    assert {name for _, name in found} >= {"bulk items", "dispute-task", "dunning-sent", "desk ", "shadow", "relate"}
    assert sorted((module, name) for module, name in found if not duties.of(name)) == []


def test_every_row_is_a_command() -> None:
    names = {name for _, name in commands()}
    assert [row for row in duties.DUTY if not any(one.startswith(row.split()[0]) for one in names)] == []


@pytest.mark.parametrize(
    ("command", "duty"),
    [
        ("bulk items", "erp"),
        ("bulk customers", "master"),
        ("dispute", "serve"),
        ("dispute-denied", "collect"),
        ("dunning-sent", "collect"),
        ("relate", ""),
        ("knowledge approved", "approve"),
        ("knowledge proposed", "teach"),
        ("order-check", "erp"),
        ("promise", "serve"),
        ("promise-withdrawn", "collect"),
    ],
)
def test_the_nearest_row_counts(command: str, duty: str) -> None:
    assert duties.DUTY[duties.of(command)] == duty
