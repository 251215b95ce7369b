"""The pages: reachable from the table, money by its macro, searches read as people type them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import parsers
from api.pages import PAGES
from api.pages.desk import Typed, read_lines, successor
from api.pages.files import card
from api.paper import HERE, coded, dated, day, local, percent, printed, size
from api.words import FORMATS, words
from kit.findings import Finding, Severity
from kit.refusals import Invalid
from services import inquiries
from services.desk import Line
from services.intake import FileOutcome
from tests.api import morning
from tests.api.conftest import Served

TEMPLATES = sorted((HERE / "templates").rglob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_of_the_table_opens_empty_and_full(served: Served, page: object) -> None:
    path = page.path  # type: ignore[attr-defined]
    assert served.client.get(path).status_code == 200
    served.take("morning.bai", morning.BAI2)
    served.settle()
    answer = served.client.get(path)
    assert answer.status_code == 200
    assert f'href="{path}" data-go' in answer.text
    assert 'aria-current="page"' in answer.text


def test_the_keys_of_the_navigation_are_all_different() -> None:
    assert len({page.key for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_money_is_written_by_the_macro(template: Path) -> None:
    """Only the macro and the fields a person types into turn minor units into digits."""
    if template.name in {"macros.html", "hand.html", "pane.html", "audit.html", "applications.html"}:
        return
    assert not re.search(r"\|\s*(grouped|decimal)\(", template.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("amount=1%2C250.00", 200),
        ("amount=much", 422),
        ("date_from=tomorrow", 422),
        ("status=review&payer=bracken", 200),
        ("after=made-up", 422),
        ("more=1", 422),
    ],
)
def test_a_search_is_read_as_people_type_it(still: Served, asked: str, status: int) -> None:
    assert still.client.get(f"/receipts?{asked}", headers={"Accept": "text/html"}).status_code == status


@pytest.mark.parametrize(("cash", "minor"), [("12,50", 1_250), ("$1,250.00", 125_000), ("1.250,00", 125_000), ("", 0)])
def test_the_lines_of_the_desk_read_an_amount_as_it_is_printed(cash: str, minor: int) -> None:
    """A decimal comma is no mark of thousands: 12,50 would else post a hundred times as much."""
    form = Typed(item=["INV-1"], cash=[cash], discount=[], write_off=[], deduction=[], deduction_reason=[])
    assert [line.cash for line in read_lines(form, "USD")] == [minor]


@pytest.mark.parametrize("typed", ["$1,250.00", "1.250,00", "USD 1 250.00"])
def test_a_search_reads_an_amount_as_it_is_printed(still: Served, typed: str) -> None:
    page = still.client.get("/receipts", params={"amount": typed}).text
    assert page.count('<th scope="row"') == 1
    assert "1,250.00" in page


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("amount", "12,50.00", "12,50.00 is no amount: write it like 1250.00"),
        ("tolerance", "much", "much is no amount: write it like 1250.00"),
        ("date_from", "tomorrow", "tomorrow is no day: write it like 2026-11-20"),
    ],
)
def test_a_search_that_cannot_be_read_keeps_its_form_and_names_the_field(
    still: Served, name: str, typed: str, said: str
) -> None:
    answer = still.client.get("/receipts", params={"payer": "bracken", name: typed}, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert 'name="payer" value="bracken"' in answer.text
    assert re.search(rf'name="{name}"[^>]* value="{typed}"[^>]* aria-invalid="true"', answer.text)
    assert said in answer.text
    assert "No receipt fits" not in answer.text


def test_a_refused_page_names_the_parameter_that_is_wrong(still: Served) -> None:
    page = still.client.get("/receipts?more=1", headers={"Accept": "text/html"}).text
    assert "<code>more</code>" in page


def test_the_lines_of_the_form_are_read_column_by_column() -> None:
    typed = Typed(
        ["A", "", "B"], ["1,000.5", "", "-2"], ["", "", "1"], ["", "", ""], ["0.25", "", ""], ["price", "", ""]
    )
    assert read_lines(typed, "USD") == [
        Line("A", 100_050, deduction=25, deduction_reason="price"),
        Line("B", -200, discount=100),
    ]


@pytest.mark.parametrize("text", ["x", "1.005", "1e3", "\u0661"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is no amount"):
        read_lines(Typed(["A"], [text], [""], [""], [""], [""]), "USD")


@pytest.mark.parametrize(
    ("before", "decided", "after", "expected"),
    [
        (["a", "b", "c"], "b", ["a", "c"], "c"),  # the next takes the row
        (["a", "b", "c"], "c", ["a", "b"], "b"),  # at the end, the one above
        (["a", "b", "c"], "a", ["b", "c", "a"], "b"),  # a parked one goes behind the others
        (["a"], "a", [], ""),  # the last leaves the desk empty
        (["a", "b", "c"], "a", ["c"], "c"),  # somebody else took the next
    ],
)
def test_the_next_item_takes_the_row(before: list[str], decided: str, after: list[str], expected: str) -> None:
    assert successor(before, decided, after) == expected


def test_a_share_reads_as_certain_only_where_it_is() -> None:
    assert [percent(share) for share in (None, 0, 0.5, 0.9999, 1)] == ["", "0 %", "50 %", "99 %", "100 %"]


def test_days_times_and_sizes_read_the_same_everywhere() -> None:
    assert day("2026-11-05") == "5 Nov 2026"
    assert local(datetime(2026, 11, 20, 13, 5, tzinfo=UTC), "America/New_York") == "20 Nov 2026, 08:05"
    assert [size(count) for count in (900, 2048, 64 << 20)] == ["900 bytes", "2 KB", "64 MB"]


def test_every_published_reason_reads_short_and_unlike_any_other() -> None:
    """A new reason reads as its own code until somebody finds it better words."""
    said = [words(code) for code in inquiries.SENTENCES]
    assert len(set(said)) == len(said)
    assert max(map(len, said)) <= 40


def test_a_code_without_words_is_its_own_words() -> None:
    assert (words("review"), words("some_new_code"), words("")) == ("To review", "Some new code", "")


def test_a_card_says_what_is_wrong_with_a_file() -> None:
    finding = Finding(14, "amount_not_numeric", 'the amount is "<12A4>"', Severity.ERROR)
    outcome = FileOutcome(
        file_id="f" * 64,
        name="a.bai",
        format="bai2",
        size=10,
        taken_at=datetime(2026, 11, 20, tzinfo=UTC),
        entries={"receipt": 2},
        money_in={"USD": 100},
        controls={"matched": 1, "mismatched": 1, "absent": 0},
        findings=(finding,),
        latest_on=date(2026, 11, 20),
    )
    html = printed("parts/file.html", {"file": card(outcome), "zone": "UTC"})
    assert "1 control total mismatched" in html
    assert "the amount is &#34;&lt;12A4&gt;&#34;" in html
    assert ">14<" in html


def test_every_format_is_called_something() -> None:
    assert set(FORMATS) == {one.name for one in parsers.FORMATS}


def test_days_within_a_sentence_read_as_everywhere() -> None:
    """A number that only looks like a day stays as it is."""
    assert dated("2026-10-31 EUR") == "31 Oct 2026 EUR"
    assert [dated(text) for text in ("2026-13-45", "INV-2026-10-31", "2026-10-3144")] == [
        "2026-13-45",
        "INV-2026-10-31",
        "2026-10-3144",
    ]


def test_a_card_has_room_between_what_it_says_and_its_totals() -> None:
    """Also where a file brings no money."""
    told = {
        "entries": 1,
        "kinds": [("advice", 1)],
        "money_in": [],
        "proofs": {"matched": 1, "mismatched": 0, "absent": 0},
    }
    empty = {"refusal": "", "fault": "", "findings": [], "findings_total": 0, "format": "", "size": 0, "state": "taken"}
    file = {**empty, **told, "file_id": "f1", "name": "a.txt", "taken_at": datetime(2026, 11, 20, 14, tzinfo=UTC)}
    page = printed("parts/file.html", {"file": file, "zone": "America/New_York"})
    assert re.search(r"1 advice\.\s+<span", page)


def test_how_many_files_are_taken_follows_what_is_dropped(served: Served) -> None:
    mark = served.client.get("/files").text.partition('"X-CSRF-Token": "')[2].partition('"')[0]
    headers = {"HX-Request": "true", "X-CSRF-Token": mark}
    answer = served.client.post("/files", files={"file": ("morning.bai", morning.BAI2)}, headers=headers)
    assert '<hx-partial hx-target="#total" hx-swap="innerHTML">1 taken</hx-partial>' in answer.text
    served.settle()


def test_a_command_in_a_refusal_is_set_as_one() -> None:
    assert coded("read `tieout formats` <b>") == "read <code>tieout formats</code> &lt;b&gt;"
