"""Lists and reports leave as CSV or Parquet where `Accept` asks for it: the same rows, nothing a sheet would run."""

import io
from typing import Any

import polars as pl
import pytest
from fastapi.routing import APIRoute

from api.routes import ROUTERS
from api.tabular import is_table, wanted
from tests.api.conftest import Served

PARQUET = "application/vnd.apache.parquet"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", None),
        ("*/*", None),
        ("application/json", None),
        ("text/csv", "csv"),
        ("text/csv;q=0.5, application/json", None),
        ("application/json;q=0.5, text/csv", "csv"),
        (f"text/html, {PARQUET}", None),
        (PARQUET, "parquet"),
        ("text/csv;q=0", None),
        ("text/csv;q=much", None),
    ],
)
def test_what_is_liked_best_is_given(accept: str, form: str | None) -> None:
    assert wanted(accept) == form


def test_a_list_is_the_same_in_every_form(matched: Served) -> None:
    asked: dict[str, Any] = {"params": {"limit": 3}}
    rows = matched.client.get("/v1/receipts", **asked).json()
    csv = matched.client.get("/v1/receipts", headers={"Accept": "text/csv"}, **asked)
    assert csv.headers["Content-Type"].startswith("text/csv")
    assert csv.headers["Link"] == f'<{matched.url}/v1/receipts?limit=3&after={rows["next_cursor"]}>; rel="next"'
    table = pl.read_csv(io.BytesIO(csv.content), infer_schema=False)
    assert table["receipt_id"].to_list() == [row["receipt_id"] for row in rows["data"]]
    cents = [int(text.replace(".", "")) for text in table["amount"]]
    assert cents == [row["amount"]["minor"] for row in rows["data"]]
    assert set(table["currency"]) == {"USD"}
    same = pl.read_parquet(io.BytesIO(matched.client.get("/v1/receipts", headers={"Accept": PARQUET}, **asked).content))
    assert same["amount"].to_list() == table["amount"].to_list()
    assert same["received_on"].dtype == pl.Date
    last = matched.client.get("/v1/receipts", headers={"Accept": "text/csv"})
    assert "Link" not in last.headers


def test_a_payers_name_is_no_formula(served: Served) -> None:
    body = {"customer_number": "C900", "facts": {"name": '=HYPERLINK("http://x")'}, "by": "bo"}
    assert served.client.post("/v1/customers", json=body).status_code == 201
    csv = served.client.get("/v1/customers", headers={"Accept": "text/csv"})
    assert "'=HYPERLINK" in csv.text
    assert ",=HYPERLINK" not in csv.text


def test_every_list_and_report_has_the_forms(matched: Served) -> None:
    routes = [
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and is_table(route.response_model) and "{" not in route.path
    ]
    assert len(routes) > 12
    for path in [*routes, "/v1/reports/aging"]:
        plain = matched.client.get(path)
        if plain.status_code == 422:  # a question that must be asked
            continue
        told = plain.json()
        csv = matched.client.get(path, headers={"Accept": "text/csv"})
        assert csv.status_code == 200, (path, csv.text)
        assert pl.read_csv(io.BytesIO(csv.content), infer_schema=False, raise_if_empty=False).height == len(
            told["data"]
        )
        assert matched.client.get(path, headers={"Accept": PARQUET}).status_code == 200, path
