"""A bank that writes won with two decimals is told by a setting: amounts in whole units, controls as written."""

import pytest
from pydantic import ValidationError

import parsers
from kit.findings import Finding
from kit.settings import Settings
from parsers.records import Control, Entry, Proof, Record, Statement
from services.banking.reading import two_decimals

FILE = """01,071000013,CUST,261120,0630,1,,,2/
02,CUST,071000013,1,261119,,{0},2/
03,4400123,,010,-12350,,/
16,195,15000000,,R1,,ORG=KIM
16,195,150,,R2,,ORG=LEE
49,14987800,4/
98,14987800,1,6/
99,14987800,1,8/
"""
TOLD = frozenset({("071000013", "KRW"), ("071000013", "USD")})


def read(currency: str, told: frozenset[tuple[str, str]]) -> list[Record]:
    return list(parsers.read(FILE.format(currency).encode(), parsers.Reading(two_decimals=told)))


@pytest.mark.parametrize(
    ("currency", "told", "amounts", "balance"),
    [
        ("KRW", TOLD, [(150_000, True), (1, False)], -123),
        ("KRW", frozenset({("021000021", "KRW")}), [(15_000_000, True), (150, True)], -12_350),
        ("USD", TOLD, [(15_000_000, True), (150, True)], -12_350),
    ],
)
def test_only_the_named_senders_currency_is_read_so(
    currency: str, told: frozenset[tuple[str, str]], amounts: list[tuple[int, bool]], balance: int
) -> None:
    found = read(currency, told)

    assert [(one.minor, one.trusted) for one in found if isinstance(one, Entry)] == amounts
    assert [one.balances[0].minor for one in found if isinstance(one, Statement)] == [balance]
    assert {one.proof for one in found if isinstance(one, Control)} == {Proof.MATCHED}
    codes = [one.code for one in found if isinstance(one, Finding)]
    assert (
        codes == {150_000: ["amount_not_whole"], 15_000_000: ["exponent_doubtful"] * (currency == "KRW")}[amounts[0][0]]
    )


def test_the_setting_is_read_by_sender_and_currency() -> None:
    told = two_decimals(Settings(bai2_two_decimals="071000013:KRW SOME:BANK:CLP"))

    assert told == {("071000013", "KRW"), ("SOME:BANK", "CLP")}
    assert two_decimals(Settings()) == frozenset()
    with pytest.raises(ValidationError):
        Settings(bai2_two_decimals="KRW")
