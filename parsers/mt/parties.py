"""Read the parties of MT payment messages: ordering customer, institutions, beneficiary, in every option."""

import re
from typing import NamedTuple

_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
#: Option F without an account: a code, a country, and the identifier itself.
_IDENTIFIER = re.compile(r"(ARNU|CCPT|CUST|DRLC|EMPL|NIDN|SOSE|TXID)/[A-Z]{2}/(.+)", re.ASCII)
_NUMBERED = re.compile(r"([1-8])/(.*)", re.ASCII)
#: One line of an inline message holds the account and what follows it.
_ABSENT = frozenset({"-", "NOTPROVIDED", ""})


class Named(NamedTuple):
    """One party: its name, account, bank code and another identifier, as far as they are given."""

    name: str = ""
    account: str = ""
    bank: str = ""
    identifier: str = ""


def party(content: str) -> Named:
    """Return a party of any option: `/account`, then a BIC, numbered lines (option F) or lines of name and address."""
    lines = [line.strip() for line in content.strip().split("\n")]
    account = bank = identifier = ""
    head = lines[0]
    if head.startswith("//"):
        bank = head[2:]  # a clearing code and the bank's number in it
        lines = lines[1:]
    elif head.startswith("/"):
        account, _, rest = head[1:].partition(" ")
        account = account.partition("/")[2] if account[:2] in {"C/", "D/"} else account
        lines = [rest, *lines[1:]] if rest else lines[1:]
    elif found := _IDENTIFIER.fullmatch(head):
        identifier = found[2]
        lines = lines[1:]
    if account in _ABSENT:
        account = ""
    if lines and _BIC.fullmatch(lines[0]):
        return Named("", account, lines[0], identifier)
    return Named(_name(lines), account, bank, identifier)


def _name(lines: list[str]) -> str:
    """Return the name: of the lines numbered 1 where they are numbered, else the first line."""
    numbered = [found for line in lines if (found := _NUMBERED.fullmatch(line))]
    if numbered:
        return " ".join(found[2].strip() for found in numbered if found[1] == "1")
    return lines[0] if lines else ""
