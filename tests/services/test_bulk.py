"""Many commands in one transaction, on both databases: all of them land, or none does."""

import pytest

import ledger
from kit.refusals import Conflict, Refused
from services import bulk
from services.master import customer_files
from services.workspace import Workspace


def making(number: str) -> bulk.Deed[int]:
    """Return the deed of making a customer."""

    def deed(workspace: Workspace, key: str) -> int:
        return customer_files.create(workspace, number, {"name": number}, actor="t", key=key).written

    return deed


def known(workspace: Workspace) -> list[str]:
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
    return customer_files.listed(workspace, workspace.today())["customer_number"].to_list()


def test_all_or_none(workspace: Workspace) -> None:
    ledger.entities.ensure(workspace.database, "MAIN", "MAIN", "USD")
    with pytest.raises(bulk.BulkRefused) as refused:
        bulk.each(workspace, [making("A"), making("B"), making("A")], atomic=True, key="k")

    assert {place: type(one) for place, one in refused.value.wrong.items()} == {2: Conflict}
    assert known(workspace) == []
    assert bulk.each(workspace, [making("A"), making("B")], atomic=True, key="k") == [1, 1]
    assert known(workspace) == ["A", "B"]


def test_each_by_itself(workspace: Workspace) -> None:
    ledger.entities.ensure(workspace.database, "MAIN", "MAIN", "USD")
    first, second, third = bulk.each(workspace, [making("A"), making("A"), making("B")], atomic=False, key="k")

    assert (first, third) == (1, 1)
    assert isinstance(second, Refused)
    assert known(workspace) == ["A", "B"]


def test_what_was_refused_takes_back_its_own_rows_alone(workspace: Workspace) -> None:
    """Within one transaction, a command that is refused half way leaves those before it as they were."""
    ledger.entities.ensure(workspace.database, "MAIN", "MAIN", "USD")
    with workspace.database.together() as database:
        books = Workspace(database, workspace.settings, workspace.clock)
        making("A")(books, "1")
        with pytest.raises(Conflict):
            making("A")(books, "2")
        making("B")(books, "3")
    assert known(workspace) == ["A", "B"]
