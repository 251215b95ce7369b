"""Reports as pages: the catalogue, options in the address, a picture of the same numbers, and files of them."""

import csv
import io
import re
from decimal import Decimal

import pytest

from api.pages.reports import look
from matcher import REASONS
from services.reports import REPORTS
from services.reports.cells import figure, numeric
from tests.api.conftest import Served

DAY = "as_of=2026-11-20"


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_report_has_its_page(still: Served, report: object) -> None:
    name = report.name  # type: ignore[attr-defined]
    assert f'href="/reports/{name}"' in still.client.get("/reports").text
    answer = still.client.get(f"/reports/{name}?{DAY}")
    assert answer.status_code == 200
    assert 'aria-current="page"' in answer.text


def test_the_page_the_file_and_the_api_say_the_same(still: Served) -> None:
    asked = f"{DAY}&by=parent&buckets=0,10&credits=netted"
    page = still.client.get(f"/reports/aging?{asked}").text
    file = still.client.get(f"/reports/aging.csv?{asked}")
    options: list[tuple[str, str | int | float | bool | None]] = [
        ("as_of", "2026-11-20"),
        ("option", "by=parent"),
        ("option", "buckets=0,10"),
        ("option", "credits=netted"),
    ]
    told = still.client.get("/v1/reports/aging", params=options).json()

    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert rows == told["data"]
    assert told["options"] == {"by": "parent", "buckets": "0,10", "credits": "netted"}
    assert "days_11_plus" in told["columns"]
    assert file.headers["content-disposition"] == 'attachment; filename="aging-2026-11-20.csv"'
    for row in rows:
        assert f">{figure(row['total'])}<" in page
    assert "<svg" in page
    assert "11 days and more" in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reports/moon", 404),
        ("/reports/moon.csv", 404),
        ("/reports/aging.papyrus", 422),
        ("/reports/aging?by=moon", 422),
        ("/reports/aging?colour=red", 422),
        ("/reports/aging?as_of=soon", 422),
        ("/reports/returns?by=customer", 422),
        ("/v1/reports/aging?option=by", 422),
        ("/v1/reports/aging?option=by=moon", 422),
        ("/v1/reports/aging?by=parent", 422),
    ],
)
def test_what_cannot_be_asked_is_refused(served: Served, path: str, status: int) -> None:
    assert served.client.get(path, headers={"Accept": "text/html"}).status_code == status


def test_the_api_lists_what_can_be_asked(served: Served) -> None:
    listed = {one["name"]: one for one in served.client.get("/v1/reports").json()}

    assert list(listed) == [report.name for report in REPORTS]
    assert "parent" in next(one for one in listed["aging"]["options"] if one["name"] == "by")["choices"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1234567.50", "1,234,567.50"),
        ("-1234.50", "-1,234.50"),
        ("0.05", "0.05"),
        ("-0.05", "-0.05"),
        (None, ""),
        (7, "7"),
    ],
)
def test_figures_are_read_with_their_thousands(cell: object, text: str) -> None:
    assert figure(cell) == text


def test_names_that_look_like_numbers_stay_names() -> None:
    assert figure("0200769623") == "0200769623"
    assert numeric(["1.00", None])
    assert not numeric(["1.00", "x"])
    assert not numeric([None])


def test_below_an_aging_stands_the_sum_of_each_currency(still: Served) -> None:
    """What a controller adds up by hand: rows of the table against its foot, currency by currency."""
    rows = still.client.get(f"/v1/reports/aging?{DAY}").json()["data"]
    foot = still.client.get(f"/reports/aging?{DAY}").text.split("<tfoot>")[1].split("</tfoot>")[0]

    for currency in {row["currency"] for row in rows}:
        mine = [row for row in rows if row["currency"] == currency]
        (line,) = [one for one in foot.split("</tr>") if f"rows, {currency}" in one]
        for column in ("current", "past_due", "total"):
            assert f">{sum(Decimal(row[column]) for row in mine):,.2f}</td>" in line


def test_key_figures_are_called_so_and_their_inputs_are_money(still: Served) -> None:
    page = still.client.get(f"/reports/kpis?{DAY}").text

    assert "<h1>KPIs</h1>" in page
    assert "KPIs · tieout" in page
    inputs = re.findall(r"closing ([^;<]+)", page)
    assert inputs
    assert all(re.fullmatch(r"-?[0-9,]+\.[0-9]{2}", text) for text in inputs if text[:1] in "-0123456789")


@pytest.mark.parametrize(("cell", "said"), [("0.00", " nil"), ("-1.00", " negative"), ("1.00", ""), (None, "")])
def test_nothing_is_pale_and_less_than_nothing_is_red(cell: str | None, said: str) -> None:
    assert look(cell) == said


def test_days_of_a_report_read_as_everywhere_and_never_break_and_receipts_are_a_click_away(still: Served) -> None:
    page = still.client.get(f"/reports/unfinished?{DAY}").text
    waiting = still.client.get("/v1/exceptions").json()["data"][0]["receipt_id"]
    assert '<td class="nowrap">19 Nov 2026</td>' in page
    assert not re.search(r">\d{4}-\d{2}-\d{2}<", page)
    assert f'href="/receipts/{waiting}"' in page
    assert '<td class="nowrap">Receipt in review</td>' in page


def test_why_a_receipt_waits_is_a_sentence_in_the_unfinished(still: Served) -> None:
    reasons = {one["reason"] for one in still.client.get("/v1/exceptions").json()["data"]}
    said = {row["what"] for row in still.client.get(f"/v1/reports/unfinished?{DAY}").json()["data"]}
    assert said & {REASONS[code] for code in reasons}
    assert not said & {code.replace("_", " ") for code in reasons}


def test_pictures_name_their_days_and_parts_as_the_page_does(still: Served) -> None:
    """Who looks at the bars reads the days of the table below them, and what each colour is."""
    dso, ahead = (still.client.get(f"/reports/{name}").text for name in ("dso", "cash-forecast"))
    before, drawn = dso.split('<svg class="bounds"')[:2]
    drawn = drawn.split("</svg>")[0]
    assert "20 Nov 2026" in drawn
    assert "2026-11-20" not in drawn
    assert "best possible" in before
    assert "week of 23 Nov 2026" in ahead


def test_what_the_words_mean_sets_commands_as_code_and_buckets_are_words(still: Served) -> None:
    assert "<code>tieout target set dso_simple" in still.client.get("/reports/dso").text
    rolled = still.client.get("/reports/roll-rates").text
    assert "1 to 30 days" in rolled
    assert "days_1_30" not in rolled
