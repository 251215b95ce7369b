"""The wheel holds what a running product needs and nothing of the workshop, and works from wherever it lies."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = (
    "migrations/sql/0001_sqlite.sql",
    "migrations/sql/0001_postgresql.sql",
    "migrations/versions/0001_books.py",
    "migrations/sql/0002_sqlite.sql",
    "migrations/sql/0002_postgresql.sql",
    "migrations/versions/0002_pins.py",
    "api/templates/",
    "api/static/",
    "parsers/codes/",
    "cli/main.py",
)
WORKSHOP = ("tests", "benchmarks", "fixtures", "docs", "var", "requirements")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what is installed; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return next(folder.glob("tieout-*.whl"))


def test_the_wheel_holds_the_product_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()

    assert all(any(name.startswith(needed) for name in names) for needed in NEEDED)
    kept = [path for path in (ROOT / "parsers" / "codes").iterdir() if path.suffix == ".tsv"]
    kept += [
        path for folder in ("api/templates", "api/static") for path in (ROOT / folder).rglob("*") if path.is_file()
    ]
    kept += list((ROOT / "migrations" / "sql").iterdir())
    assert {str(path.relative_to(ROOT)) for path in kept} <= set(names)
    assert not [name for name in names if name.startswith(WORKSHOP) or "__pycache__" in name]


def test_the_installed_wheel_makes_books_and_takes_a_file(wheel: Path, tmp_path: Path) -> None:
    """Unpacked somewhere else and run from yet another folder, nothing of the source tree is in reach."""
    place, elsewhere = tmp_path / "site-packages", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(place)
    first = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import cli.main; print(cli.main.__file__, file=sys.stderr)"
    )
    settings = os.environ | {"TIEOUT_DATABASE_URL": f"sqlite:///{tmp_path}/books.db"}

    def tieout(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", f"{first}; cli.main.main()", str(place), *arguments],
            cwd=elsewhere,
            env=settings,
            capture_output=True,
            text=True,
            check=False,
        )

    made = tieout("db", "upgrade")
    taken = tieout(
        "run", str(min((ROOT / "fixtures" / "bank_files" / "morning").glob("bai2*"))), "--as-of", "2026-11-19"
    )
    demo = tieout("demo", "--no-serve")

    assert made.returncode == 0, made.stderr
    assert made.stderr.startswith(f"{place}/cli/main.py")
    assert taken.returncode == 0, taken.stderr
    assert tieout("db", "check").returncode == 0
    assert demo.returncode == 1
    assert "it comes with the source, not with the package" in demo.stderr
    assert not list(elsewhere.iterdir())
