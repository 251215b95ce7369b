"""The tables of people: who they are and what roles they were given, for ever; and their secrets, which can go."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import BOOKS, WHOLE, day, flag, logged, of_customer, text, whole

#: Who may come in: the newest row of a login counts, whatever entity's books it was written in.
person = logged(
    "person",
    text("entity", ForeignKey("entity.code")),
    text("login", Check("login <> '' AND login = lower(login)")),
    text("name"),
    flag("active"),
    text("actor"),
    Unique("login", "no"),
    Check("lower(actor) <> login"),
)
#: Roles given and taken: the newest row of login, role and place counts; an empty place is every legal entity.
role_grant = logged(
    "role_grant",
    text("entity", ForeignKey("entity.code")),
    text("login", Check("login <> ''")),
    text("role"),
    text("place"),
    flag("held"),
    text("reason"),
    text("actor"),
    Unique("login", "role", "place", "no"),
    Check("lower(actor) <> login"),
)
#: Who is related to which customer, and so decides nothing about it; the newest row of login and customer counts.
interest = logged(
    "interest",
    text("entity"),
    text("login", Check("login <> '' AND login = lower(login)")),
    text("customer_number"),
    flag("held"),
    text("reason", Check("reason <> ''")),
    text("actor"),
    Unique("entity", "customer_number", "login", "no"),
    of_customer("customer_number"),
    Check("held = 1 OR lower(actor) <> login"),
)
#: Duties at odds that the night found in one person: by roles, by standing in, or on both sides of a customer's case.
duty_conflict = logged(
    "duty_conflict",
    text("conflict_id", Check("conflict_id <> ''"), unique=True),
    text("entity", ForeignKey("entity.code")),
    text("login", Check("login <> '' AND login = lower(login)")),
    text("basis", Check("basis IN ('held', 'delegated', 'case')")),
    text("duties", Check("duties <> ''")),
    text("about"),
    text("why", Check("why <> ''")),
    text("evidence"),
    text("owner"),
    day("found_on"),
    text("actor"),
    Unique("entity", "login", "no"),
    Check("(basis = 'held') = (about = '')"),
)
#: What became of such a conflict: accepted by two people until a day, open again, or closed; the newest counts.
duty_conflict_step = logged(
    "duty_conflict_step",
    text("conflict_id", ForeignKey("duty_conflict.conflict_id")),
    text("state", Check("state IN ('accepted', 'open', 'closed')")),
    day("until", null=True),
    text("request_id"),
    text("note", Check("note <> ''")),
    day("on_day"),
    text("actor"),
    Unique("conflict_id", "no"),
    Check("(state = 'accepted') = (until IS NOT NULL)"),
    Check("(state = 'accepted') = (request_id <> '')"),
    Check("until >= on_day"),
)
#: Who somebody is at a provider: the newest row of a login and an issuer counts.
sign_on = logged(
    "sign_on",
    text("entity", ForeignKey("entity.code")),
    text("login", Check("login <> '' AND login = lower(login)")),
    text("issuer", Check("issuer <> ''")),
    text("subject", Check("subject <> ''")),
    text("actor"),
    Unique("login", "issuer", "no"),
    Check("lower(actor) <> login"),
)
#: What somebody proves themselves by; outside the hash chain, since a secret must be able to go. A `given` password was
#: set by somebody else, and lets in only who takes another.
credential = Table(
    "credential",
    BOOKS,
    text("login", primary_key=True),
    text("kind", Check("kind IN ('password', 'code')"), primary_key=True),
    text("secret"),
    whole("made_at"),
    whole("used"),
    flag("given"),
    sqlite_strict=True,
)
#: Names that were tried at the sign-in, known or not, since somebody came in by them last; a row goes after a while.
sign_in_try = Table(
    "sign_in_try",
    BOOKS,
    text("login", primary_key=True),
    whole("failures"),
    whole("failed_at"),
    sqlite_strict=True,
)
#: Programs' keys: only the digest of the secret is kept.
api_key = Table(
    "api_key",
    BOOKS,
    text("key_id", primary_key=True),
    text("login"),
    text("name"),
    text("digest"),
    text("scopes"),
    whole("made_at"),
    whole("expires_at"),
    Column("ended_at", WHOLE),
    sqlite_strict=True,
)
#: Browsers that are signed in: only the digest of the cookie is kept.
session = Table(
    "session",
    BOOKS,
    text("digest", primary_key=True),
    text("login"),
    text("agent"),
    whole("began_at"),
    whole("seen_at"),
    Column("ended_at", WHOLE),
    sqlite_strict=True,
)
