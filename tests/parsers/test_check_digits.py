"""A reference that fails its check digits is a finding beside its entry, whatever the format."""

import pytest

import parsers
from kit.findings import Finding, Severity

STATEMENT = (
    ":20:X\r\n:25:DE89370400440532013000\r\n:28C:1/1\r\n:60F:C261119EUR0,00\r\n"
    ":61:2611201120C10,00NTRFNONREF\r\n:86:{}\r\n:62F:C261120EUR10,00\r\n-\r\n"
)
#: details -> severity of what is said of their reference
SAID: dict[str, list[Severity]] = {
    "/REMI/STRD/ISO/RF18539007547034/": [],
    "/REMI/STRD/ISO/RF18539007547035/": [Severity.WARNING],
    "RF18 5390 0754 7035": [Severity.NOTE],
    "166?00GUT?20RF18539007547035?32ACME": [Severity.NOTE],
    "INVOICE RF2026": [],
}


@pytest.mark.parametrize(("details", "meant"), SAID.items(), ids=SAID)
def test_a_failing_check_is_said_once(details: str, meant: list[Severity]) -> None:
    found = [one for one in parsers.read(STATEMENT.format(details).encode()) if isinstance(one, Finding)]

    assert [(one.code, one.severity) for one in found] == [("creditor_reference_check", each) for each in meant]
