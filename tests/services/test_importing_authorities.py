"""Who may approve what is asked for by one person and let hold by another, who is none of those it names."""

from pathlib import Path

import pytest

from kit.refusals import Refused
from ledger.refusals import SamePerson
from services import control, effects, exports
from services.importing.authorities import authorities
from services.workspace import Workspace

ROWS = "person,kind,low,high,currency,valid_from\n,concession,0,100.00,USD,2026-01-01\n"


def given(empty: Workspace, tmp_path: Path, *rows: str, actor: str = "ana") -> str:
    """Take a sheet and return the request that it asks; empty where it says nothing new."""
    sheet = tmp_path / "authorities.csv"
    sheet.write_text(ROWS + "".join(f"{row}\n" for row in rows))
    findings = authorities(empty, sheet, actor=actor).findings
    return findings[0].message.split()[-1] if findings else ""


def held(empty: Workspace) -> list[tuple[str, str]]:
    """Return who may approve up to what."""
    return list(exports.frame(empty, "authorities").select("person", "high").iter_rows())


def test_who_may_approve_what_waits_for_a_second_person(empty: Workspace, tmp_path: Path) -> None:
    request = given(empty, tmp_path, "boss,concession,1.00,50.00,USD,2026-01-01")
    (waiting,) = effects.waiting(empty)
    before = held(empty)
    for checker in ("Ana", "boss"):
        with pytest.raises(SamePerson):
            control.approve(empty, request, actor=checker)
    control.approve(empty, request, actor="cfo")

    assert waiting.does == "Lets people approve by amount: everybody, concession; boss, concession."
    assert waiting.facts == (
        ("everybody, concession", "from 0.00 USD to 100.00 USD, from 2026-01-01 on"),
        ("boss, concession", "from 1.00 USD to 50.00 USD, from 2026-01-01 on"),
    )
    assert before == []
    assert held(empty) == [("", "100.00"), ("boss", "50.00")]
    assert not given(empty, tmp_path), "it says nothing new"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("boss,concession,1.00,150.00,USD,2026-01-01", "the cap of all is 100.00 USD"),
        ("ana,concession,1.00,50.00,USD,2026-01-01", "cannot set their own authority"),
    ],
)
def test_what_cannot_hold_is_refused_when_it_is_asked(empty: Workspace, tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        given(empty, tmp_path, row)

    assert effects.waiting(empty) == []
