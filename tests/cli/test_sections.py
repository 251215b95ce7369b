"""The help lists every command once, under the heading of whoever does that work."""

import typer

from cli.main import app
from cli.sections import SECTIONS


def test_each_command_stands_in_one_section() -> None:
    listed = [name for names in SECTIONS.values() for name in names]

    assert sorted(listed) == sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
