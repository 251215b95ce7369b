"""Each entity is decided by its own policy, and says which."""

from datetime import date
from pathlib import Path

import pytest

from matcher.policy_file import BadPolicy
from services import exports, intake, matching
from services.decisions import policies
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.services.conftest import workspace_over
from tests.services.sheets import imported

AS_OF = date(2026, 11, 24)
CUSTOMERS = "customer_number,name,parent_number,terms,currency,credit_limit\nC1,REDFERN AERIAL LLC,,NET30,USD,1.00\n"
ITEMS = """document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms
INV-70011,invoice,C1,2026-10-20,2026-11-19,{0},1250.00,1250.00,,2/10 NET30
"""
#: The discount of the one item it names, taken weeks late.
BANK = bai2(["16,165,122500,,BR-1,,REDFERN AERIAL LLC INV-70011/"], 122500)
LENIENT = '[discounts]\nunearned_limit = "30.00"\n'


def with_folder(workspace: Workspace, folder: Path, **files: str) -> Workspace:
    """Give the workspace a folder of policies, and one file for the others."""
    (folder / "policies").mkdir()
    for name, text in files.items():
        (folder / "policies" / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "others.toml").write_text('[proof]\nproposals = 7\n[discounts]\nlate = "ask"\n', encoding="utf-8")
    return workspace_over(workspace.database, policy_folder=folder / "policies", policy_file=folder / "others.toml")


def decided(workspace: Workspace, folder: Path, currency: str = "USD") -> tuple[str, str]:
    """Return status and reason of the one receipt."""
    imported(workspace, folder, CUSTOMERS, ITEMS.format(currency))
    intake.take(workspace, BANK.replace(b"USD", currency.encode()), "bank.bai", actor="ana")
    matching.run(workspace, as_of=AS_OF)
    row = exports.frame(workspace, "receipts", as_of=AS_OF).row(0, named=True)
    return row["status"], row["reason"]


def test_an_entity_is_decided_by_its_own_file(empty: Workspace, tmp_path: Path) -> None:
    books = with_folder(empty, tmp_path, MAIN=LENIENT)

    assert decided(books, tmp_path)[0] == "applied"


def test_an_entity_without_its_own_file_has_the_one(empty: Workspace, tmp_path: Path) -> None:
    books = with_folder(empty, tmp_path, OTHER=LENIENT)

    assert policies.of(books).proposals_max == 7
    assert decided(books, tmp_path) == ("review", "discount_not_allowed")


def test_what_needs_a_limit_in_another_currency_is_asked_until_the_policy_has_its_amounts(
    empty: Workspace, tmp_path: Path
) -> None:
    books = with_folder(empty, tmp_path, MAIN=LENIENT)
    assert decided(books, tmp_path, "EUR") == ("review", "discount_not_allowed")

    more = '[currencies.EUR.discounts]\nunearned_limit = "30.00"\n'
    (tmp_path / "policies" / "MAIN.toml").write_text(more, encoding="utf-8")
    matching.run(books, as_of=AS_OF)

    assert exports.frame(books, "receipts", as_of=AS_OF)["status"].to_list() == ["applied"]


def test_what_holds_is_shown_with_where_it_comes_from(empty: Workspace, tmp_path: Path) -> None:
    held = policies.held(with_folder(empty, tmp_path, MAIN=f'entity = "MAIN"\n{LENIENT}'))
    sources = {one.place: (one.value, one.source) for one in held.values}

    assert sources["discounts.unearned_limit"] == ("30.00", "MAIN.toml, line 3")
    assert sources["fees.limit"] == ("100.00", "default")
    assert (held.entity, held.currency, held.warnings) == ("MAIN", "USD", ())


def test_the_file_of_another_entity_is_refused(empty: Workspace, tmp_path: Path) -> None:
    books = with_folder(empty, tmp_path, MAIN='entity = "NORTH"\n')

    with pytest.raises(BadPolicy, match="is the policy of NORTH, not of MAIN"):
        policies.of(books)
