"""pacs.008: a wire or an instant payment as the bank hands it on."""

import pytest

from kit.findings import Finding
from parsers.iso20022 import pacs
from parsers.records import Control, Entry, Method, Proof, Ref
from tests.parsers.golden import ROOT

FILE = (ROOT / "pacs008" / "fedwire-envelope.xml").read_text(encoding="utf-8")


def only(text: str) -> Entry:
    """Return the one entry."""
    (entry,) = [record for record in pacs.parse(text.encode()) if isinstance(record, Entry)]
    return entry


def test_the_message_id_of_a_fedwire_is_its_imad() -> None:
    entry = only(FILE)

    assert entry.bank_reference == "20261120B1Q8021C000600"
    assert (Ref.IMAD, entry.bank_reference) in [(one.kind, one.value) for one in entry.references]
    assert (entry.minor, entry.text) == (283700, ("CHARGES 5.00 USD PRAIUS44XXX",))


@pytest.mark.parametrize(
    ("clearing", "method"), {"FDW": Method.WIRE, "TCH": Method.INSTANT, "FDN": Method.INSTANT}.items()
)
def test_the_clearing_system_says_how_it_travelled(clearing: str, method: Method) -> None:
    assert only(FILE.replace("<Cd>FDW</Cd>", f"<Cd>{clearing}</Cd>")).method is method


def test_a_bare_document_reads_like_one_in_its_envelope() -> None:
    bare = "<Document" + FILE.partition("<Document")[2].partition("</FedwireFundsIncoming>")[0]

    assert pacs.knows_008(FILE.encode())
    assert pacs.knows_008(bare.encode())
    assert only(bare).payer == only(FILE).payer


def test_a_transfer_without_an_amount_is_kept_aside() -> None:
    records = list(pacs.parse(FILE.replace(">2837.00<", ">many<").encode()))

    assert [record.code for record in records if isinstance(record, Finding)] == ["amount_not_numeric"]


def test_a_file_without_a_transfer_says_so() -> None:
    assert [record.code for record in pacs.parse(b"<Document/>") if isinstance(record, Finding)] == ["no_transfer"]


#: what the documents pay, less the first of them -> how it compares with what arrived, with what was sent
PAID = {
    "2837.00": Proof.MATCHED,
    "2842.00": Proof.MATCHED,
    "2800.00": Proof.MISMATCHED,
}


@pytest.mark.parametrize(("paid", "proof"), PAID.items(), ids=PAID)
def test_what_the_documents_pay_is_compared_with_what_arrived_or_was_sent(paid: str, proof: Proof) -> None:
    document = f"<Strd><RfrdDocInf><Nb>1</Nb></RfrdDocInf><RfrdDocAmt><RmtdAmt>{paid}</RmtdAmt></RfrdDocAmt></Strd>"
    start, _, rest = FILE.partition("<RmtInf>")
    records = list(pacs.parse(f"{start}<RmtInf>{document}</RmtInf>{rest.partition('</RmtInf>')[2]}".encode()))
    controls = [one.proof for one in records if isinstance(one, Control) and one.name == "remittance_total"]
    codes = [one.code for one in records if isinstance(one, Finding)]

    assert controls == [proof]
    assert codes == (["remittance_unbalanced"] if proof is Proof.MISMATCHED else [])
