"""Who stands in an EDIFACT message: NAD and FII to names, accounts and banks, whichever place a sender uses."""

from dataclasses import dataclass, field

from parsers.edifact.segments import Segment
from parsers.records import Party


@dataclass(slots=True)
class Parties:
    """Parties and accounts by their qualifier; the first of each counts."""

    names: dict[str, tuple[str, str]] = field(default_factory=dict)  # NAD 3035 -> (name, id)
    accounts: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # FII 3035 -> (account, name, bank)

    def take(self, segment: Segment) -> None:
        """Keep a NAD or FII."""
        if segment.tag == "NAD":
            name = " ".join(segment.all(4)) or segment.at(3)
            self.names.setdefault(segment.at(1), (name, segment.at(2)))
        elif segment.tag == "FII":
            self.accounts.setdefault(segment.at(1), (segment.at(2), segment.at(2, 2), segment.at(3)))

    def party(self, roles: tuple[str, ...], accounts: tuple[str, ...]) -> Party:
        """Return who holds one of the roles, with the account under one of the qualifiers; the first known counts."""
        name, identity = next((self.names[role] for role in roles if any(self.names.get(role, ()))), ("", ""))
        account, holder, bank = next((self.accounts[code] for code in accounts if code in self.accounts), ("",) * 3)
        return Party(name or holder, account, bank, identity)
