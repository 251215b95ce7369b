"""A bank's table waits for a person once; then it and all like it are read, on SQLite and on PostgreSQL."""

import json
from dataclasses import replace
from datetime import date

import pytest

import ledger
from kit.findings import Finding
from kit.refusals import Conflict, Invalid, NotFound, Unreadable
from ledger.refusals import SamePerson
from services import control, effects, intake
from services.banking import pins
from services.intake import Unconfirmed
from services.workspace import Workspace
from tests.parsers.golden import ROOT
from tests.services.conftest import NOON

PROVEN = (ROOT / "bank_csv" / "newest-first-cp1252.csv").read_bytes()
EITHER = (ROOT / "bank_csv" / "days-either-way.csv").read_bytes()
BOOK = (ROOT / "bank_xlsx" / "statement.xlsx").read_bytes()
LAYOUT = '{"lockbox":"0068751","origin":"0071000013","on_check":{"number":12}}'


def proven(workspace: Workspace) -> list[Finding]:
    """Return what is broken in the books."""
    with workspace.database.reading() as connection:
        return ledger.checks.run(connection)


def test_a_guess_is_refused_and_changes_nothing(workspace: Workspace) -> None:
    with pytest.raises(Unconfirmed, match=r"columns guessed as: booked = .*tieout mapping confirm"):
        intake.take(workspace, PROVEN, "statement.csv", actor="ann")

    with workspace.database.reading() as connection:
        assert ledger.reads.bank_files(connection).is_empty()


def test_what_is_confirmed_is_taken_and_trusted(workspace: Workspace) -> None:
    done = pins.confirm(workspace, PROVEN, "statement.csv", actor="ann")
    outcome = intake.take(workspace, PROVEN, "statement.csv", actor="ann")

    assert (done.actor, done.recorded_at) == ("ann", NOON)
    assert outcome.entries == {"other": 1, "receipt": 3}
    assert outcome.findings == ()
    assert outcome.latest_on == date(2026, 11, 20)
    assert proven(workspace) == []


def test_the_books_hold_with_and_without_pins(workspace: Workspace) -> None:
    pins.confirm(workspace, PROVEN, "statement.csv", actor="ann")
    pins.pin_lockbox(workspace, LAYOUT, actor="ann")
    pins.withdraw(workspace, "lockbox", "0071000013/0068751", actor="bob")

    assert proven(workspace) == []
    assert pins.listed(workspace, "lockbox") == []


def test_a_workbook_is_confirmed_as_well(workspace: Workspace) -> None:
    pins.confirm(workspace, BOOK, "statement.xlsx", actor="ann")

    assert intake.take(workspace, BOOK, "statement.xlsx", actor="ann").money_in == {"USD": 241_055}


def test_an_open_question_is_refused_until_it_is_answered(workspace: Workspace) -> None:
    with pytest.raises(Invalid, match=r"day_order: no day is above 12.*currency"):
        pins.confirm(workspace, EITHER, "a.csv", actor="ann")
    pins.confirm(workspace, EITHER, "a.csv", actor="ann", answers={"day_order": "dmy", "currency": "GBP"})

    assert intake.take(workspace, EITHER, "a.csv", actor="ann").latest_on == date(2026, 2, 5)


OTHER = """{"header":["day","sum"],"columns":{"booked":"day","amount":"sum"},
"day_order":"ymd","sign":"signed","currency":"EUR"}"""
#: answers or body -> a word of the refusal
ODD: list[tuple[dict[str, str], str, str]] = [
    ({"colour": "red"}, "", "no question"),
    ({"day_order": "ydm"}, "", "day_order"),
    ({}, "{", "JSON"),
    ({}, OTHER, "another table"),
]


@pytest.mark.parametrize(("answers", "body", "word"), ODD, ids=[word for *_, word in ODD])
def test_an_odd_answer_is_refused(workspace: Workspace, answers: dict[str, str], body: str, word: str) -> None:
    with pytest.raises(Invalid, match=word):
        pins.confirm(workspace, EITHER, "a.csv", actor="ann", answers=answers, body=body)

    assert pins.listed(workspace, "mapping") == []


def test_a_person_may_write_the_mapping(workspace: Workspace) -> None:
    body = json.loads(pins.guess(workspace, PROVEN, "a.csv").body) | {"bank": "Hafenbank", "currency": "EUR"}
    pins.confirm(workspace, PROVEN, "a.csv", actor="ann", body=json.dumps(body))

    assert json.loads(pins.listed(workspace, "mapping")[0].body)["bank"] == "Hafenbank"


def test_the_newest_answer_counts_and_may_be_taken_back(workspace: Workspace) -> None:
    for order in ("dmy", "mdy"):
        answers = {"day_order": order, "currency": "USD"}
        done = pins.confirm(workspace, EITHER, "a.csv", actor="ann", answers=answers)
    shown = pins.guess(workspace, EITHER, "a.csv")

    assert (shown.confirmed, shown.entries[2][0]) == (True, "2026-05-02")
    assert [one.key for one in pins.listed(workspace, "mapping")] == [done.key]
    pins.withdraw(workspace, "mapping", done.key, actor="ann")
    assert pins.guess(workspace, EITHER, "a.csv").asked == ("day_order", "currency")
    with pytest.raises(NotFound):
        pins.withdraw(workspace, "mapping", done.key, actor="ann")


def test_a_guess_shows_the_first_rows(empty: Workspace) -> None:
    shown = pins.guess(empty, PROVEN, "a.csv")

    assert shown.header[4] == "Betrag"
    assert shown.rows[0][4] == "2.318,40"
    assert shown.entries[0] == ("2026-11-20", "231840", "EUR", "Möller & Söhne KG Rechnung 4471 und 4472")
    assert not shown.confirmed


def test_what_is_no_table_is_refused(empty: Workspace) -> None:
    with pytest.raises(Unreadable, match="without any mapping"):
        pins.guess(empty, b"01,A,B,261120,0630,1,,,2/\n", "a.bai")
    with pytest.raises(Unreadable, match="none of a bank's"):
        pins.guess(empty, b"a;b;c\n1;2;3\n", "a.csv")


def test_a_lockbox_layout_is_kept(workspace: Workspace) -> None:
    pins.pin_lockbox(workspace, LAYOUT, actor="ann")

    assert [one.key for one in pins.listed(workspace, "lockbox")] == ["0071000013/0068751"]
    assert "number 12" in pins.in_words(pins.listed(workspace, "lockbox")[0])
    with pytest.raises(Invalid):
        pins.pin_lockbox(workspace, "{}x", actor="ann")


def test_the_confirmations_of_one_entity_are_its_own(empty: Workspace) -> None:
    pins.confirm(empty, PROVEN, "a.csv", actor="ann")

    assert pins.listed(empty.of("OTHER"), "mapping") == []


def test_a_table_of_unknown_words_is_read_once_a_mapping_is_confirmed(workspace: Workspace) -> None:
    table = b"Dag;Zoveel;Waarvan\n2026-11-19;1.250,00;REDFERN INV 70011\n2026-11-19;-12,50;KOSTEN\n"
    body = (
        '{"header": ["dag", "zoveel", "waarvan"],'
        ' "columns": {"booked": ["dag"], "amount": ["zoveel"], "text": ["waarvan"]},'
        ' "day_order": "ymd", "decimal": ",", "sign": "signed", "currency": "EUR"}'
    )
    with pytest.raises(Unreadable):
        intake.take(workspace, table, "unknown.csv", actor="ana")
    pins.confirm(workspace, table, "unknown.csv", actor="ana", body=body)

    assert intake.take(workspace, table, "unknown.csv", actor="ana").money_in == {"EUR": 125000}


def by_two(workspace: Workspace) -> Workspace:
    """Return books in which a second person confirms how files are read."""
    return replace(workspace, settings=workspace.settings.model_copy(update={"mappings_by_two": True}))


def test_a_second_person_confirms_how_a_table_is_read_where_the_settings_say_so(workspace: Workspace) -> None:
    books = by_two(workspace)
    asked = pins.confirm(books, PROVEN, "statement.csv", actor="ann")
    again = pins.confirm(books, PROVEN, "statement.csv", actor="cas")
    box = pins.pin_lockbox(books, LAYOUT, actor="ann")
    assert (asked.request_id, box.request_id != "") == (again.request_id, True)
    assert pins.listed(books, "mapping") == pins.listed(books, "lockbox") == []
    with pytest.raises(Unconfirmed):
        intake.take(books, PROVEN, "statement.csv", actor="ann")
    shown = next(one for one in effects.waiting(books) if one.row["request_id"] == asked.request_id)
    assert "booked = buchungstag" in dict(shown.facts)["read as"]
    with pytest.raises(SamePerson):
        control.approve(books, asked.request_id, actor="Ann")

    control.approve(books, asked.request_id, actor="ben")
    control.approve(books, box.request_id, actor="ben")
    (known,) = pins.listed(books, "mapping")
    assert (known.key, known.body, known.actor, known.request_id) == (asked.key, asked.body, "ben", "")
    assert [one.actor for one in pins.listed(books, "lockbox")] == ["ben"]
    assert intake.take(books, PROVEN, "statement.csv", actor="ann").entries == {"other": 1, "receipt": 3}
    assert proven(books) == []


def test_a_mapping_that_changed_since_it_was_asked_for_is_asked_anew(empty: Workspace) -> None:
    dmy, mdy = ({"day_order": order, "currency": "USD"} for order in ("dmy", "mdy"))
    asked = pins.confirm(by_two(empty), EITHER, "a.csv", actor="ann", answers=dmy)
    pins.confirm(empty, EITHER, "a.csv", actor="cas", answers=mdy)
    with pytest.raises(Conflict, match="changed since"):
        control.approve(empty, asked.request_id, actor="ben")
    assert '"day_order":"mdy"' in pins.listed(empty, "mapping")[0].body
