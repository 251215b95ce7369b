"""Who may import whom: each contract holds, and each is seen to break on an import that provokes it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
)
#: contract -> (module, the import that must be refused)
PROVOKED = {
    "who may import whom": ("kit/money.py", "import services"),
    "the pure packages stay pure": ("matcher/frames.py", "import sqlalchemy"),
    "the books do not know how money was found": ("ledger/kinds.py", "import matcher"),
    "the edges do not touch tables": ("cli/main.py", "import ledger.tables"),
}


def linted(folder: Path) -> tuple[int, str]:
    """Return lint-imports' exit code and words for the tree in the folder."""
    tool = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([tool, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


def test_every_contract_holds() -> None:
    code, words = linted(ROOT)

    assert code == 0, words


@pytest.mark.parametrize("contract", PROVOKED)
def test_the_contract_breaks_when_provoked(contract: str, tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    module, line = PROVOKED[contract]
    path = tmp_path / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")

    code, words = linted(tmp_path)

    assert code == 1
    assert f"{contract} BROKEN" in words
