"""The option that rewrites golden files; the review of the change is the diff."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--golden-update` (give the folder as well: `pytest tests/parsers --golden-update`)."""
    parser.addoption("--golden-update", action="store_true", default=False, help="rewrite *.expected.json")


@pytest.fixture
def golden_update(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden files are to be rewritten."""
    return bool(request.config.getoption("--golden-update", default=False))
