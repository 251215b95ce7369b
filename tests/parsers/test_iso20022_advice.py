"""remt.001 and pain.001: an advice whose documents do not pay what it is of is not trusted."""

import pytest

import parsers
from kit.findings import Finding
from parsers.records import Control, Entry, Proof
from tests.parsers.golden import ROOT

FILE = (ROOT / "remt001/advice-v04.xml").read_text(encoding="utf-8")
STATED = ">3810.00</InstdAmt>"


@pytest.mark.parametrize(
    ("stated", "proof"), [(STATED, Proof.MATCHED), (">3810.01</InstdAmt>", Proof.MISMATCHED)], ids=["pays", "differs"]
)
def test_documents_that_do_not_pay_the_advice_are_told(stated: str, proof: Proof) -> None:
    assert STATED in FILE
    records = list(parsers.read(FILE.replace(STATED, stated).encode()))
    first = next(one for one in records if isinstance(one, Entry))
    controls = [one for one in records if isinstance(one, Control) and one.name == "remittance_total"]
    unbalanced = [one for one in records if isinstance(one, Finding) and one.code == "remittance_unbalanced"]

    assert controls[0].proof is proof
    assert first.trusted == (proof is Proof.MATCHED)
    assert bool(unbalanced) == (proof is Proof.MISMATCHED)
