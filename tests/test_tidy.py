"""The house rules, each a test over one parse of the whole tree."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import services
from tests.conftest import FIRST

ROOT = Path(__file__).parents[1]
PACKAGES = (
    "kit",
    "parsers",
    "matcher",
    "aging",
    "ledger",
    "credit",
    "cards",
    "dunning",
    "services",
    "api",
    "cli",
    "migrations",
    "benchmarks",
)
PURE = ("parsers", "matcher", "aging")
FUNCTION_LINES_MAX = 50
MODULE_LINES_MAX = 500
#: Functions that are longer today, with their length: a number here may only fall, and a new name is never added.
LONG_TODAY: dict[str, int] = {}
#: Where a float is a probability or a rate, never an amount.
FLOATS_ALLOWED = ("matcher/", "benchmarks/", "services/reports/")
#: What reads bytes of strangers.
STRANGERS = {
    *(f"parsers.{name}" for name in ("looked", "named", "read", "recognised", "unpacked", "whole")),
    *("bank_table.sheet_of", "bureaus.read", "bureaus.told", "message_from_bytes", "replies.read"),
    *("pl.read_csv", "pl.read_excel"),
}
#: Where bytes are read again that were read within the limits, or that an operator names.
READ_BEFORE = {
    ("services/banking/withdrawals.py", "parsers.read"),
    ("services/demo.py", "parsers.recognised"),
}
#: Names of folders that say nothing.
EMPTY_WORDS = {"utils", "helpers", "common", "misc", "core"}

Rule = Callable[[str, ast.Module, str], Iterator[str]]


@cache
def modules() -> tuple[tuple[str, ast.Module, str], ...]:
    """Return every module of the project as its path, its tree and its text."""
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    texts = [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]
    return tuple((name, ast.parse(text), text) for name, text in texts)


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return what stands in a tree: each rule looks at all of it."""
    return tuple(ast.walk(tree))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the function's lines without its docstring."""
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def long_functions(path: str, tree: ast.Module, _text: str) -> Iterator[str]:
    """No function is longer than the limit, and those that are may only shrink."""
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = LONG_TODAY.get(f"{path}:{node.name}", FUNCTION_LINES_MAX)
            if length(node) > limit:
                yield f"{path}:{node.lineno} {node.name} has {length(node)} lines, {limit} are allowed"


def long_modules(path: str, _tree: ast.Module, text: str) -> Iterator[str]:
    """A module that passes the limit is two nouns."""
    if text.count("\n") > MODULE_LINES_MAX:
        yield f"{path} has {text.count(chr(10))} lines"


def silent_modules(path: str, tree: ast.Module, _text: str) -> Iterator[str]:
    """Every module says in one sentence what it is for."""
    first = (ast.get_docstring(tree) or "").partition("\n")[0]
    if not first.endswith((".", "?")) or len(first) < 10:
        yield f"{path}:1 has no first sentence"


def clocks(path: str, tree: ast.Module, _text: str) -> Iterator[str]:
    """The pure packages are told the time, they never look; nor do the books."""
    if not path.startswith((*PURE, "ledger")):
        return
    for node in nodes(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow", "time_ns", "perf_counter"}:
            yield f"{path}:{node.lineno} reads the clock"


def floats(path: str, tree: ast.Module, _text: str) -> Iterator[str]:
    """No float comes near money: none is written and nothing is turned into one."""
    if path.startswith(FLOATS_ALLOWED):
        return
    for node in nodes(tree):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        if isinstance(node, ast.expr) and (literal or call):
            yield f"{path}:{node.lineno} a float"


def dice(path: str, tree: ast.Module, _text: str) -> Iterator[str]:
    """Randomness is seeded: the shared generator of `random` is never asked."""
    for node in nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "random" and node.func.attr != "Random":
                yield f"{path}:{node.lineno} random.{node.func.attr}"


def swallowing(path: str, tree: ast.Module, _text: str) -> Iterator[str]:
    """Below the edges of processes nobody catches everything; the corpus tool looks for what escapes."""
    if path.startswith(("api/", "cli/", "benchmarks/corpus/", "kit/confined.py")):
        return
    for node in nodes(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type
            everything = caught is None or (
                isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"}
            )
            raised = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
            if everything and not raised:
                yield f"{path}:{node.lineno} swallows every exception"


def type_checking(path: str, _tree: ast.Module, text: str) -> Iterator[str]:
    """Imports are absolute and at the top for everybody."""
    if "TYPE_CHECKING" in text or re.search(r"^from \.", text, re.MULTILINE):
        yield f"{path} has a relative import or a TYPE_CHECKING block"


def strangers(path: str, tree: ast.Module, _text: str) -> Iterator[str]:
    """What a stranger sent is read where memory and time are limited: its readers are handed over, never called."""
    if not path.startswith(("services/", "api/")):
        return
    for node in nodes(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in STRANGERS and (path, called) not in READ_BEFORE:
                yield f"{path}:{node.lineno} {called} reads in its own process: Workspace.read"


RULES: tuple[Rule, ...] = (
    long_functions,
    long_modules,
    silent_modules,
    clocks,
    floats,
    dice,
    swallowing,
    type_checking,
    strangers,
)
#: For each rule a text that breaks it: a rule that cannot fail is no rule.
BROKEN: dict[str, tuple[str, str]] = {
    "long_functions": ("kit/a.py", "def f() -> None:\n" + "    pass\n" * 60),
    "long_modules": ("kit/a.py", "x = 1\n" * 600),
    "silent_modules": ("kit/a.py", "x = 1\n"),
    "clocks": ("matcher/a.py", "from datetime import date\nx = date.today()\n"),
    "floats": ("kit/a.py", "x = float('1.5')\n"),
    "dice": ("kit/a.py", "import random\nx = random.choice([1])\n"),
    "swallowing": ("kit/a.py", "try:\n    pass\nexcept Exception:\n    pass\n"),
    "type_checking": ("kit/a.py", "from . import b\n"),
    "strangers": ("services/a.py", "import parsers\nx = parsers.read(b'')\n"),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    broken = [line for path, tree, text in modules() for line in rule(path, tree, text)]

    assert broken == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_can_fail(rule: Rule) -> None:
    path, text = BROKEN[rule.__name__]

    assert list(rule(path, ast.parse(text), text))


def test_no_long_function_is_kept_that_has_shrunk() -> None:
    """The ratchet only tightens: a name that is within the limit leaves the list."""
    lengths = {
        f"{path}:{node.name}": length(node)
        for path, tree, _ in modules()
        for node in nodes(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert all(lengths.get(name) == limit for name, limit in LONG_TODAY.items())


def test_no_folder_or_file_has_an_empty_name() -> None:
    names = {part for path, _, _ in modules() for part in Path(path).with_suffix("").parts}

    assert names.isdisjoint(EMPTY_WORDS)


def test_our_top_level_names_resolve_inside_the_repository() -> None:
    """An application ships plain names; nothing on the path may stand in front of them."""
    for package in PACKAGES:
        found = __import__(package)
        assert Path(str(found.__file__)).is_relative_to(ROOT), package


def test_the_map_of_the_use_cases_names_all_there_is_and_nothing_else() -> None:
    folder, told = ROOT / "services", services.__doc__ or ""
    there = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert there - {"__init__"} - set(re.findall(r"\w+", told)) == set()
    assert set(re.findall(r"^    (\w+) ", told, re.MULTILINE)) - there == set()


def test_the_locks_carry_hashes_and_no_address() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text, lock.name


def test_what_is_tested_first_is_there() -> None:
    assert [name for name in FIRST if not (ROOT / "tests" / name).exists()] == []
