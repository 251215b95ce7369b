"""What a run says in words besides its table."""

from datetime import date

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
