"""A payer is known by the IBAN alone: a BIC that one bank writes beside it and another leaves out says nothing."""

from pathlib import Path

import polars as pl
import pytest

from matcher import Policy
from services import intake
from services.banking import booking
from services.decisions.asked import asked
from services.importing import subledger
from services.knowledge.marks import marks
from services.workspace import Workspace
from tests.services.conftest import AS_OF

IBAN, WRITTEN = "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"
MT940 = f""":20:STARTUMSE
:25:37040044/0648489890
:28C:231/1
:60F:C261118EUR1000,00
:61:2611191119C100,00NTRFNONREF//M1
:86:166?00UEBERWEISUNG?109310?20SVWZ+Zahlung?30COBADEFFXXX?31{IBAN}?32Muster GmbH
:62F:C261119EUR1100,00
-
"""


@pytest.mark.parametrize("key", [WRITTEN, f"COBADEFFXXX {WRITTEN}"])
def test_a_link_by_iban_knows_the_payer_of_a_statement_that_tells_the_bic_too(
    empty: Workspace, tmp_path: Path, key: str
) -> None:
    (tmp_path / "customers.csv").write_text("customer_number,name\nC1,Muster\n")
    rows = f"account,{key},C1\naccount,{IBAN},C1\n"  # written in both ways it is one link
    (tmp_path / "links.csv").write_text(f"kind,key,customer_number\n{rows}")
    subledger.customers(empty, tmp_path / "customers.csv", actor="test")
    assert subledger.payer_links(empty, tmp_path / "links.csv", actor="test").findings == ()
    intake.take(empty, MT940.encode(), "day.sta", actor="test")
    booking.book(empty, as_of=AS_OF, actor="test")
    with empty.database.reading() as connection:
        given = asked(connection, empty, Policy(), AS_OF)
    assert given.receipts["payer_account"].to_list() == [IBAN]
    assert given.links.select("kind", "key", "customer").rows() == [("account", IBAN, "C1")]
    assert given.links.filter(pl.col("support") > 0).height == 1


def test_what_is_learned_from_an_answer_has_the_iban_alone() -> None:
    entry = {"payer_routing": "COBADEFFXXX", "payer_account": WRITTEN, "company_id": "", "payer_name": ""}
    assert marks(entry) == (("account", IBAN),)
