"""Who stands on the sides of an ISO 20022 payment: names, accounts and banks in every version's place."""

from parsers.iso20022.nodes import Node, Paths
from parsers.records import Party


def name(parties: Node | None, side: str) -> str:
    """Return a party's name: under `Pty` from version 7 on, of its bank where a bank pays, else bare."""
    party = parties.at(side) if parties else None
    return _name(party) if party else ""


def _name(party: Node) -> str:
    """Return the name of a party, wherever its version puts it."""
    return (
        party.value("Pty", "Nm")
        or party.value("Nm")
        or party.value("FinInstnId", "Nm")
        or party.value("Agt", "FinInstnId", "Nm")
        or bank(party)
        or bank(party.at("Agt"))
    )


def identity(party: Node) -> str:
    """Return the identifier a party gives of itself: LEI, BIC or another."""
    number = party.at("Pty", "Id") or party.at("Id")
    if number is None:
        return ""
    organisation = number.at("OrgId")
    if organisation is not None:
        found = organisation.any("LEI", "AnyBIC", "BICOrBEI", "BIC", "BEI", "DUNS", "TaxIdNb", "BkPtyId")
        return found.text if found else organisation.value("Othr", "Id") or organisation.value("PrtryId", "Id")
    return number.value("PrvtId", "Othr", "Id") or number.value("PrvtId", "OthrId", "Id")


def account(node: Node | None) -> str:
    """Return an account's number: IBAN, else the other identification, else the address it is reached by."""
    if node is None:
        return ""
    return (
        node.value("Id", "IBAN")
        or node.value("Id", "Othr", "Id")
        or node.value("Id", "PrtryAcct", "Id")
        or node.value("Id", "BBAN")
        or node.value("Id", "UPIC")
        or node.value("Prxy", "Id")
    )


def bank(node: Node | None) -> str:
    """Return a bank's identifier: BIC, else its number in a clearing system, its LEI, another, else its name."""
    institution = node.at("FinInstnId") if node else None
    if institution is None:
        return ""
    return _bank(institution) or _bank(institution.at("CmbndId"))


def _bank(institution: Node | None) -> str:
    """Return the identifier of a bank; in version 1 several of them stand together inside `CmbndId`."""
    if institution is None:
        return ""
    return (
        institution.value("BICFI")
        or institution.value("BIC")
        or institution.value("ClrSysMmbId", "MmbId")
        or institution.value("ClrSysMmbId", "Id")
        or institution.value("LEI")
        or institution.value("Othr", "Id")
        or institution.value("PrtryId", "Id")
        or institution.value("Nm")
        or institution.value("NmAndAdr", "Nm")
    )


def _paths(side: str) -> Paths:
    """Return where most messages say who stands on a side."""
    return (
        (side, "Pty", "Nm"),
        (side, "Nm"),
        (f"{side}Acct", "Id", "IBAN"),
        (f"{side}Acct", "Id", "Othr", "Id"),
    )


_SIDES: dict[str, Paths] = {side: _paths(side) for side in ("Dbtr", "Cdtr")}
_IDENTITIES: dict[str, tuple[tuple[str, ...], ...]] = {side: ((side, "Pty", "Id"), (side, "Id")) for side in _SIDES}
_BEHIND: dict[str, frozenset[str]] = {side: frozenset({f"Ultmt{side}"}) for side in _SIDES}
_AGENTS: dict[str, tuple[str, ...]] = {side: (f"{side}Agt", "FinInstnId", "BICFI") for side in _SIDES}


def party(parties: Node | None, agents: Node | None, side: str) -> Party:
    """Return the party on a side (`Dbtr` or `Cdtr`) with its account, bank and the party behind it."""
    if parties is None:
        return Party(routing=bank(agents.at(f"{side}Agt"))) if agents else Party()
    modern, plain, iban, other = parties.values(_SIDES[side])
    named = modern or plain
    identified, bare = _IDENTITIES[side]
    found = parties.at(side) if not named or parties.at(*identified) or parties.at(*bare) else None
    return Party(
        named or (_name(found) if found else ""),
        iban or other or account(parties.at(f"{side}Acct")),
        (agents.value(*_AGENTS[side]) or bank(agents.at(f"{side}Agt"))) if agents else "",
        identity(found) if found else "",
        name(parties, f"Ultmt{side}") if parties.holds(_BEHIND[side]) else "",
    )
