"""The marks a payer leaves at the bank, as they are compared: numbers without punctuation, names in capitals."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from kit import ibans
from kit.sealing import plain
from ledger import sealed, tables
from services.knowledge.lessons import Mark

#: Marks that are numbers.
NUMBERED = frozenset({"account", "company_id", "virtual_account"})
_ENTRY = select(tables.bank_entry).where(tables.bank_entry.c.entry_id == bindparam("entry"))


def named(name: str) -> str:
    """Return a name as links hold it."""
    return " ".join(name.upper().split())


def written(subject: str, key: str) -> str:
    """Return a key as it is kept under its subject."""
    return ibans.alone(plain(key)) if subject in NUMBERED else named(key) if subject == "name" else key.strip()


def marks(entry: Mapping[str, Any]) -> tuple[Mark, ...]:
    """Return the marks of a bank entry. Our own account is none: an answer says nothing of others who pay into it."""
    account = written("account", entry["payer_routing"] + entry["payer_account"]) if entry["payer_account"] else ""
    found = {"account": account, "company_id": plain(entry["company_id"]), "name": named(entry["payer_name"])}
    return tuple((subject, key) for subject, key in found.items() if key)


def entry_of(connection: Connection, entry_id: str) -> dict[str, Any] | None:
    """Return the bank entry of a receipt; None where no bank brought it: a deposit by hand, a balance taken over."""
    row = connection.execute(_ENTRY, {"entry": entry_id}).mappings().first()
    return None if row is None else sealed.row(connection, "bank_entry", row)
