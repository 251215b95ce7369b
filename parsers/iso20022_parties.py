"""Who stands on the sides of an ISO 20022 payment: names, accounts and banks in every version's place."""

from parsers.iso20022_xml import Node
from parsers.records import Party


def name(parties: Node | None, side: str) -> str:
    """Return a party's name: under `Pty` from version 7 on, under `Agt` where a bank pays, else bare."""
    party = parties.at(side) if parties else None
    if party is None:
        return ""
    return party.value("Pty", "Nm") or party.value("Nm") or party.value("Agt", "FinInstnId", "Nm")


def identity(parties: Node | None, side: str) -> str:
    """Return the identifier a party gives of itself: LEI, BIC or another."""
    party = parties.at(side) if parties else None
    if party is None:
        return ""
    inner = party.at("Pty") or party
    organisation = inner.at("Id", "OrgId")
    if organisation is not None:
        found = organisation.any("LEI", "AnyBIC", "BICOrBEI")
        return found.text if found else organisation.value("Othr", "Id")
    return inner.value("Id", "PrvtId", "Othr", "Id")


def account(node: Node | None) -> str:
    """Return an account's number: IBAN, else the other identification."""
    if node is None:
        return ""
    return node.value("Id", "IBAN") or node.value("Id", "Othr", "Id") or node.value("Id", "PrtryAcct", "Id")


def bank(node: Node | None) -> str:
    """Return a bank's identifier: BIC, else its number in a clearing system, else its name."""
    institution = node.at("FinInstnId") if node else None
    if institution is None:
        return ""
    code = institution.any("BICFI", "BIC")
    return code.text if code else institution.value("ClrSysMmbId", "MmbId") or institution.value("Nm")


def party(parties: Node | None, agents: Node | None, side: str) -> Party:
    """Return the party on a side (`Dbtr` or `Cdtr`) with its account, bank and the party behind it."""
    if parties is None and agents is None:
        return Party()
    return Party(
        name=name(parties, side),
        account=account(parties.at(f"{side}Acct")) if parties else "",
        routing=bank(agents.at(f"{side}Agt")) if agents else "",
        company_id=identity(parties, side),
        ultimate=name(parties, f"Ultmt{side}"),
    )
