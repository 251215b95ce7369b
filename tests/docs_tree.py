"""Pages of what lies in the tree: the packages, each in its own sentence, and the decision records."""

import ast
import tomllib
from collections.abc import Sequence
from pathlib import Path

from tests.docs_layout import page, table

ROOT = Path(__file__).parents[1]


def packages() -> str:
    """Return the map of the code: the layers, and every package with what its `__init__.py` says of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = [layer.split(" | ") for layer in next(one["layers"] for one in contracts if one["type"] == "layers")]
    beside = [("clients", "benchmarks", "tests")]
    parts = [_layer(names) for names in [*layers, *beside]]
    return page(
        "Packages",
        "The map of the code. A package imports what stands below it and nothing above, nor what stands beside it; a\n"
        "test holds this ([decision 1](../decisions/0001-plain-top-level-packages.md)). Of a module the first line\n"
        "says what it is for: `head -qn1 ledger/*.py` is the table of contents of a package.\n",
        *parts,
        "Where things are added stands in [CONTRIBUTING](../../CONTRIBUTING.md#where-things-are-added).\n",
    )


def _layer(names: Sequence[str]) -> str:
    """Return the packages of a layer with those inside them."""
    rows = [
        (f"`{path.parent.relative_to(ROOT).as_posix()}/`", _sentence(path))
        for name in names
        for path in sorted((ROOT / name).rglob("__init__.py"), key=lambda one: one.parent.parts)
        if _sentence(path) and "python" not in path.parts
    ]
    return f"## {', '.join(names)}\n\n{table(('package', 'what it is'), rows)}"


def _sentence(path: Path) -> str:
    """Return the first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def decisions() -> str:
    """Return the list of decision records."""
    paths = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    listed = [f"{path.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}" for path in paths]
    rows = [
        (f"[{path.stem[:4]}]({path.name})", title.partition(". ")[2]) for path, title in zip(paths, listed, strict=True)
    ]
    return page(
        "Decisions",
        "One page each: context, decision, consequences, what was considered, where to see it.\n"
        "No number is used twice.\n",
        table(("number", "decision"), rows),
    )
