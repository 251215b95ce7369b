"""What a run says in words besides its table."""

from datetime import date

import pytest

from cli import say
from cli.acts import intake
from services.banking.booking import Booked
from services.matching import Summary


def test_a_run_says_which_kinds_of_answer_may_post_and_what_is_looked_at_again() -> None:
    done = Summary(
        date(2026, 11, 20),
        Booked(),
        3,
        changed=1,
        shadowed=2,
        drawn=4,
        demoted=("pair|ach|cents|6-20",),
        promoted=("single|wire|whole|2-5",),
    )

    assert list(intake.besides(done)) == [
        "1 changed: their remittance came after they were posted",
        "2 would be posted otherwise by the policy in the shadow: tieout report shadow",
        "4 drawn for audit: tieout audit list",
        "demoted, asks from now on: pair|ach|cents|6-20: tieout report matching",
        "promoted, posts again: single|wire|whole|2-5",
    ]
    assert list(intake.besides(Summary(date(2026, 11, 20), Booked(), 0))) == []


def test_a_row_too_wide_for_its_words_is_listed_and_nothing_of_it_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    stratum = "named_exact|ach|cents|6-20"
    columns = ["stratum", "unsaid", *(f"answers_of_place_{place}" for place in range(20))]
    say.table(columns, [[stratum, None, *range(20)]], title="matching")
    say.table(["stratum", "posted"], [[stratum, 12]])

    listed, table = capsys.readouterr().out.split("┏")
    assert listed.splitlines()[:3] == ["matching", "", f"stratum              {stratum}"]
    assert "answers of place 19  19" in listed
    assert "unsaid" not in listed
    assert f"│ {stratum} │     12 │" in table


def test_an_id_is_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    say.table(["audit", "note"], [["aud_2dna9zt26mh7x7zs", "one word after another " * 20]])

    assert "│ aud_2dna9zt26mh7x7zs │" in capsys.readouterr().out
