"""What others wrote is here as they gave it, with its licence, and nothing is loaded from elsewhere."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "api" / "static"
VENDOR = STATIC / "vendor"
VENDORED = tomllib.loads((VENDOR / "VENDORED.toml").read_text(encoding="utf-8"))["file"]


@pytest.mark.parametrize("entry", VENDORED, ids=lambda entry: entry["path"])
def test_a_vendored_file_is_the_one_that_was_reviewed(entry: dict[str, str]) -> None:
    assert hashlib.sha256((VENDOR / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (VENDOR / entry["licence_text"]).read_text(encoding="utf-8").strip()
    assert entry["version"] in entry["path"]


def test_nothing_is_vendored_without_an_entry() -> None:
    assert {path.name for path in VENDOR.glob("*.min.*")} == {entry["path"] for entry in VENDORED}


def test_no_page_loads_anything_from_elsewhere() -> None:
    """No address of another host in templates, styles or our script; namespaces load nothing."""
    ours = [*STATIC.glob("*.css"), *STATIC.glob("*.js"), *(STATIC.parent / "templates").rglob("*.html")]
    assert len(ours) > 10
    assert not [path.name for path in ours if re.search(r"https?://|//cdn|@import", path.read_text(encoding="utf-8"))]


def test_no_template_holds_inline_style_or_script() -> None:
    """The content policy would stop them; this says where they are."""
    wrong = re.compile(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)|hx-on")
    templates = (STATIC.parent / "templates").rglob("*.html")
    assert not [path.name for path in templates if wrong.search(path.read_text(encoding="utf-8"))]
