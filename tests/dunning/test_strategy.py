"""What a strategy may say, the late charge it tells, and that its templates cannot leave their sandbox."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dunning import letters
from dunning.planning import Line, Notice
from dunning.strategy import STANDARD, BadStrategy, Strategy, charge, checked, read

TEXT = STANDARD.read_text(encoding="utf-8")
CHARGES = Path(__file__).parents[2] / "fixtures" / "dunning" / "late_charges.csv"
DAY = date(2026, 11, 20)
LINE = Line("itm_1", 1, "I1", DAY, DAY, 30, 800_000, 800_000, 1, 0)
NOTICE = Notice("C1", "One", "USD", DAY, "standard", 1, "email", "a@one.example", "", "sv", "", (LINE,))
ENTITY = {"name": "Main", "address": "", "remit_to": ""}


def with_body(body: str) -> Strategy:
    """Return the standard strategy with another reminder."""
    told = read(TEXT).model_dump(mode="json")
    told["templates"]["reminder"]["en"]["body"] = body
    return checked(told)


@pytest.mark.parametrize(
    "row", csv.DictReader(CHARGES.read_text(encoding="utf-8").splitlines()), ids=lambda row: row["principal"]
)
def test_the_late_charges_of_the_worked_examples(row: dict[str, str]) -> None:
    minor, points = int(Decimal(row["principal"]) * 100), int(Decimal(row["percent"]) * 100)
    assert Decimal(charge(minor, points, int(row["days"]))) / 100 == Decimal(row["charge"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("days = 3\n", "days = 3\nafter = 1\n", "the first cannot depend"),
        ("days = 15\n", "days = 3\n", "each begins on a later day"),
        ('template = "last"', 'template = "none"', "none has no words"),
        ('floor = "50.00"', "floor = 50.0", "floor is no amount of USD"),
        ('floor = "50.00"', 'floor = "50.001"', "floor is no amount of USD"),
        ("quiet_days = 5", "quiet_dayz = 5", "quiet_dayz"),
        ("receivables@example.com", "a+b@example.com", "sender.email"),
        ("receivables@example.com", "a@example.com\\nBcc: x@y.z", "sender.email"),
        ("[sender]", "[sender", "strategy:"),
    ],
)
def test_what_is_no_strategy_is_refused(old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(BadStrategy, match=says):
        read(TEXT.replace(old, new))


def test_a_letter_says_what_is_owed_in_a_language_there_is() -> None:
    letter = letters.written(NOTICE, read(TEXT), "ntc_1", ENTITY)
    assert letter.language == "en"
    assert letter.subject == "One: 8,000.00 USD past due"
    assert "I1  due 2026-11-20  8,000.00 USD" in letter.body
    assert "ntc_1" in letter.body


@pytest.mark.parametrize(
    "body",
    [
        "{{ customer.__class__.__mro__ }}",
        "{{ lines.__init__.__globals__ }}",
        "{{ ''.__class__ }}",
        "{% for i in range(9) %}x{% endfor %}",
        "{{ 'x' * 99 }}",
        "{{ 9 ** 9 }}",
        "{{ '%99d' % 1 }}",
        "{{ lines.append(1) }}",
        "{{ misspelled }}",
        "{{ customer.misspelled }}",
        "{% include 'other' %}",
        "{% if %}",
        "{{ 1 / 0 }}",
        "   ",
    ],
)
def test_a_template_that_does_more_than_say_is_refused(body: str) -> None:
    with pytest.raises(BadStrategy, match="template reminder"):
        letters.check(with_body(body), NOTICE)


def test_a_customers_name_is_text_and_no_template_and_no_second_line_of_a_subject() -> None:
    notice = Notice(
        "C1", "One\nBcc: {{ sender.email }}", "USD", DAY, "standard", 1, "email", "a@b.c", "", "en", "", (LINE,)
    )
    letter = letters.written(notice, read(TEXT), "ntc_1", ENTITY)
    assert letter.subject == "One Bcc: {{ sender.email }}: 8,000.00 USD past due"
