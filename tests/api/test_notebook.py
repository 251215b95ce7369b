"""The notebook that measures match rates runs against the served API, and says what the books say."""

import os
from pathlib import Path
from unittest.mock import patch

import nbformat
from nbclient import NotebookClient

from tests.api.conftest import Served

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "examples" / "match_rates.ipynb"
COUNTED_OUT = {"not_ar", "settled_elsewhere", "reversed"}


def test_the_notebook_says_what_the_books_say(matched: Served) -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "outputs are not committed"
    environment = {
        "TIEOUT_URL": matched.url,
        "PYTHONPATH": str(ROOT / "clients" / "python"),
        "POLARS_FMT_STR_LEN": "99",
    }
    with patch.dict(os.environ, environment):
        NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    receipts = matched.client.get("/v1/receipts", params={"limit": 200}).json()["data"]
    counted = [one for one in receipts if one["status"] not in COUNTED_OUT]
    alone = [one for one in counted if (one["status"], one["decided_by"]) == ("applied", "engine")]
    assert 0 < len(alone) < len(counted)
    money = sum(one["amount"]["minor"] for one in counted)
    row = ("USD", str(len(counted)), str(money), f"{len(alone) / len(counted):.4}")
    shown = [output["data"]["text/plain"] for cell in notebook.cells for output in cell.get("outputs", ())]
    assert shown[0] == str(len(receipts))
    told = [part.strip() for line in shown[1].splitlines() for part in line.split("┆")]
    assert [part.strip("│ ") for part in told if part.strip("│ ") in row][:4] == list(row), shown[1]
