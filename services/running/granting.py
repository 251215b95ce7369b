"""What the service's role may do on PostgreSQL: read and add; what is written it can neither change nor remove."""

from sqlalchemy import Connection, text

from kit.refusals import Invalid, NotFound
from ledger.tables import BOOKS, LOGGED
from services.workspace import Workspace

#: Tables whose rows come and go: frames of runs, answers, proofs of identity, sign-ins, work to be done, files being
#: taken, or refused; no money is in them.
PASSING = {
    "match_frame": "INSERT, DELETE",
    "credential": "INSERT, UPDATE, DELETE",
    "sign_in_try": "INSERT, UPDATE, DELETE",
    "answer": "INSERT, UPDATE, DELETE",
    "taking": "INSERT, UPDATE, DELETE",
    "taking_fault": "INSERT, UPDATE, DELETE",
    "refused_file": "INSERT, DELETE",
    "api_key": "INSERT, UPDATE",
    "session": "INSERT, UPDATE",
    "webhook_endpoint": "INSERT, UPDATE",
    "webhook_cursor": "INSERT, UPDATE",
    "work": "INSERT, UPDATE",
    "work_try": "INSERT, UPDATE",
}
#: Added to beside the tables of batches; months change by triggers of the owner alone.
ADDED = ("batch", "entity", "account", "webhook_message", "webhook_attempt", *LOGGED)


def grant(workspace: Workspace, role: str) -> dict[str, str]:
    """Give a role what the service needs and take all else from it; return table -> what it may do besides reading.

    The owner of the books calls it, again after every upgrade. Refused: Invalid on SQLite, and for a role that owns the
    books or overrides them (a superuser); NotFound where there is no such role.
    """
    if workspace.database.dialect != "postgresql":
        raise Invalid("SQLite has no roles: the file's permissions say who may write")
    with workspace.database.writing() as connection:
        _check(connection, role)
        quoted = connection.dialect.identifier_preparer.quote(role)
        allowed = {name: PASSING.get(name, "INSERT" if name in ADDED else "") for name in sorted(BOOKS.tables)}
        # the month is locked while an entry is written; that lock takes a right to change it, which the owner has
        said = [
            "ALTER FUNCTION entry_rules() SECURITY DEFINER",
            "ALTER FUNCTION entry_rules() SET search_path FROM CURRENT",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}, PUBLIC",
            f"REVOKE CREATE ON SCHEMA public FROM {quoted}, PUBLIC",
            f"GRANT USAGE ON SCHEMA public TO {quoted}",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {quoted}",
            *(f"GRANT {what} ON {name} TO {quoted}" for name, what in allowed.items() if what),
        ]
        for statement in said:
            connection.exec_driver_sql(statement)
    return {name: what for name, what in allowed.items() if what}


def _check(connection: Connection, role: str) -> None:
    """Refuse a role that is not there, or that no grant can hold back."""
    found = connection.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = :role"), {"role": role}).first()
    if found is None:
        raise NotFound(f"there is no role {role}: CREATE ROLE {role} LOGIN")
    owned = text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = :role")
    if found.rolsuper or connection.execute(owned, {"role": role}).scalar_one():
        raise Invalid(f"{role} owns the books or overrides them: the service takes a role of its own")
