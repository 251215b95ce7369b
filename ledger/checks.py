"""The invariants of the books, recomputed from the postings, as findings."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from kit.findings import Finding
from kit.sealing import OVERHEAD
from ledger import frames, trail
from ledger.tables import LOGGED

#: Code -> what it means, and the query whose every row breaks it; a row says where (its first column) and how.
INVARIANTS: dict[str, tuple[str, str]] = {
    "entry_unbalanced": (
        "debits and credits of an entry differ",
        """SELECT entry_no, currency, sum(debit), sum(credit) FROM (
             SELECT entry_no, currency, CASE WHEN dr_account IS NULL THEN 0 ELSE minor END AS debit,
               CASE WHEN cr_account IS NULL THEN 0 ELSE minor END AS credit FROM posting) s
           GROUP BY entry_no, currency HAVING sum(debit) <> sum(credit)""",
    ),
    "file_failed": (
        "the database refuses a row of a bank file: nothing of it is seen",
        "SELECT sha256, reason FROM taking_fault",
    ),
    "entry_empty": (
        "an entry has no postings",
        "SELECT e.no FROM entry e WHERE NOT EXISTS (SELECT 1 FROM posting p WHERE p.entry_no = e.no)",
    ),
    "item_balance": (
        "the balance or version of an item is not what its postings say (balance, postings, version, count)",
        """SELECT i.item_id, i.balance, coalesce(s.minor, 0), i.version, coalesce(s.n, 0) FROM item i
           LEFT JOIN (SELECT item_id, sum(minor) AS minor, count(*) AS n
             FROM side GROUP BY item_id) s ON s.item_id = i.item_id
           WHERE i.balance <> coalesce(s.minor, 0) OR i.version <> coalesce(s.n, 0)""",
    ),
    "item_range": (
        "the balance of an item is beyond nothing or beyond its amount",
        """SELECT item_id, amount, balance FROM item WHERE NOT (
             (amount > 0 AND balance BETWEEN 0 AND amount) OR (amount < 0 AND balance BETWEEN amount AND 0))""",
    ),
    "item_open": (
        "what is open is not what the items say",
        """SELECT o.item_id, o.balance, i.balance FROM open_item o LEFT JOIN item i ON i.no = o.no
           WHERE i.no IS NULL OR o.item_id <> i.item_id OR o.entity <> i.entity OR o.balance <> i.balance
             OR o.held_in <> i.held_in OR coalesce(o.held_for, '') <> coalesce(i.held_for, '') OR o.type <> i.type
             OR o.currency <> i.currency OR o.due_on <> i.due_on OR o.issued_on <> i.issued_on
           UNION ALL SELECT i.item_id, 0, i.balance FROM item i LEFT JOIN open_item o ON o.no = i.no
           WHERE i.balance <> 0 AND o.no IS NULL""",
    ),
    "item_held": (
        "an account holds a part of an item that is held elsewhere",
        """SELECT s.item_id, s.account, sum(s.minor) FROM side s JOIN item i ON i.item_id = s.item_id
           WHERE s.account <> i.held_in GROUP BY s.item_id, s.account HAVING sum(s.minor) <> 0""",
    ),
    "item_opened": (
        "an item was not opened by its whole amount",
        """SELECT i.item_id, i.amount FROM item i LEFT JOIN side s ON s.item_id = i.item_id AND s.entry_no = i.entry_no
           GROUP BY i.item_id, i.amount HAVING i.amount <> coalesce(sum(s.minor), 0)""",
    ),
    "control_account": (
        "a control account is not the sum of the items held in it (account, currency, ledger, items)",
        """SELECT l.entity, l.account, l.currency, l.minor, coalesce(h.minor, 0) FROM (
             SELECT entity, account, currency, sum(minor) AS minor FROM line GROUP BY entity, account, currency) l
           JOIN account a ON a.entity = l.entity AND a.role = l.account AND a.control = 1
           LEFT JOIN (SELECT entity, held_in, currency, sum(balance) AS minor FROM item GROUP BY entity,
             held_in, currency) h
             ON h.entity = l.entity AND h.held_in = l.account AND h.currency = l.currency
           WHERE l.minor <> coalesce(h.minor, 0)""",
    ),
    "receipt_adds_up": (
        "applied cash, what is left and what went elsewhere are not a receipt's amount (amount, applied, left, gone)",
        """SELECT i.item_id, -i.amount, coalesce(a.cash, 0), -i.balance, coalesce(g.minor, 0) FROM item i
           LEFT JOIN (SELECT receipt_id, sum(cash) AS cash
             FROM application GROUP BY receipt_id) a ON a.receipt_id = i.item_id
           LEFT JOIN (SELECT s.item_id, sum(s.minor) AS minor FROM (
               SELECT kind, dr_item AS item_id, minor FROM posting
               UNION ALL SELECT kind, cr_item, -minor FROM posting) s
             WHERE s.kind IN ('not_ar', 'refund_approved', 'unclaimed', 'brought_forward_cash')
             GROUP BY s.item_id) g ON g.item_id = i.item_id
           LEFT JOIN entry back ON back.reverses = i.entry_no
           WHERE i.type = 'receipt' AND back.no IS NULL
             AND -i.amount <> coalesce(a.cash, 0) - i.balance + coalesce(g.minor, 0)""",
    ),
    "reversed_receipt": (
        "a reversed receipt has cash left or applied",
        """SELECT i.item_id, i.balance, coalesce(sum(a.cash), 0) FROM item i
           JOIN entry back ON back.reverses = i.entry_no
           LEFT JOIN application a ON a.receipt_id = i.item_id WHERE i.type = 'receipt'
           GROUP BY i.item_id, i.balance HAVING i.balance <> 0 OR coalesce(sum(a.cash), 0) <> 0""",
    ),
    "application_booked": (
        "applications of an entry do not settle what its postings move (entry, said, moved)",
        """SELECT a.entry_no, a.said, p.moved FROM (
             SELECT entry_no, sum(cash + discount + write_off + deduction) AS said
               FROM application GROUP BY entry_no) a
           JOIN (SELECT s.entry_no, -sum(s.minor) AS moved FROM side s JOIN item i ON i.item_id = s.item_id
                 WHERE i.type <> 'receipt' AND NOT EXISTS (
                   SELECT 1 FROM application d WHERE d.deduction_item_id = s.item_id AND d.entry_no IN (
                     s.entry_no, (SELECT reverses FROM entry WHERE no = s.entry_no)))
                 GROUP BY s.entry_no) p ON p.entry_no = a.entry_no
           WHERE a.said <> p.moved""",
    ),
    "reversal_mirrors": (
        "a reversing entry does not move what the reversed one moved (entry, item, sum)",
        """SELECT e.no, s.item_id, sum(s.minor) FROM entry e JOIN side s ON s.entry_no = e.no OR s.entry_no = e.reverses
           WHERE e.reverses IS NOT NULL GROUP BY e.no, s.item_id HAVING sum(s.minor) <> 0""",
    ),
    "value_left": (
        "an item is worth what is not left of it (item, balance, value)",
        """SELECT i.item_id, i.balance, w.minor FROM item i JOIN (
             SELECT item_id, sum(minor) AS minor FROM (
               SELECT dr_item AS item_id, minor FROM valuation WHERE dr_item IS NOT NULL
               UNION ALL SELECT cr_item, -minor FROM valuation WHERE cr_item IS NOT NULL) s GROUP BY item_id
           ) w ON w.item_id = i.item_id
           WHERE (i.balance = 0 AND w.minor <> 0) OR (i.balance > 0 AND w.minor < 0) OR (i.balance < 0 AND w.minor > 0)
        """,
    ),
    "period_state": (
        "a month is not in the state of its newest change",
        """SELECT p.month, p.state FROM period p WHERE p.state <> (
             SELECT c.state FROM period_change c
             WHERE c.entity = p.entity AND c.month = p.month ORDER BY c.no DESC LIMIT 1)""",
    ),
    "posting_numbers": (
        "posting numbers have a gap (last, count)",
        "SELECT max(no), count(*) FROM posting HAVING max(no) <> count(*)",
    ),
    "bank_file_size": (
        "a bank file is not as long as it was",
        f"SELECT sha256, size FROM bank_file WHERE length(content) NOT IN (size, size + {OVERHEAD})",  # noqa: S608 - a number of ours
    ),
}

#: Postings as single sides of items, and as lines of accounts.
_SIDES = """
WITH line AS (
  SELECT entry_no, entity, currency, dr_account AS account, dr_item AS item_id, minor FROM posting
  UNION ALL SELECT entry_no, entity, currency, cr_account, cr_item, -minor FROM posting),
side AS (SELECT * FROM line WHERE item_id IS NOT NULL)
"""
#: What PostgreSQL proves as a row is written and no key holds on to: table -> rows that refer to nothing.
_REFERS = {
    "posting": """SELECT p.no FROM posting p LEFT JOIN entry e ON e.no = p.entry_no AND e.batch = p.batch
      LEFT JOIN item d ON d.item_id = p.dr_item LEFT JOIN item c ON c.item_id = p.cr_item
      WHERE e.no IS NULL OR (p.dr_item IS NOT NULL AND d.no IS NULL) OR (p.cr_item IS NOT NULL AND c.no IS NULL)""",
    "application": """SELECT a.no FROM application a LEFT JOIN entry e ON e.no = a.entry_no AND e.batch = a.batch
      LEFT JOIN item r ON r.item_id = a.receipt_id LEFT JOIN item i ON i.item_id = a.item_id
      WHERE e.no IS NULL OR r.no IS NULL OR i.no IS NULL""",
    "item": """SELECT i.no FROM item i LEFT JOIN entry e ON e.no = i.entry_no AND e.batch = i.batch
      LEFT JOIN customer c ON c.entity = i.entity AND c.number = i.customer_number
      WHERE e.no IS NULL OR (i.customer_number IS NOT NULL AND c.no IS NULL)""",
}
_AT_MOST = 20
#: What keeps a table of the chain from changes: the query of rules that are on, their names, and those on an item, of
#: which the balance moves.
_RULES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "sqlite": (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        ("{}_no_update", "{}_no_delete"),
        ("{}_facts", "{}_no_delete"),
    ),
    "postgresql": (
        """SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
           WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')""",
        ("no_change", "no_truncate"),
        ("facts", "no_delete", "no_truncate"),
    ),
}


def run(connection: Connection) -> list[Finding]:
    """Prove the books: entries balance, control accounts equal their items, receipts add up, the chain is unbroken.

    Everything is recomputed from the postings and the rows as they stand,
      in bounded memory; an empty list is the proof.
    """
    proofs = (_invariants, _foreign_keys, _chain, _frames, _rules)
    return [found for proof in proofs for found in proof(connection)]


def glance(connection: Connection) -> list[Finding]:
    """Return what a glance at the sums shows: control accounts equal their items, and no posting is missing."""
    return [*_invariants(connection, ("control_account", "posting_numbers"))]


def _invariants(connection: Connection, codes: Sequence[str] = tuple(INVARIANTS)) -> Iterator[Finding]:
    """Yield a finding for each row that breaks an invariant, at most twenty of a kind."""
    for code in codes:
        meaning, query = INVARIANTS[code]
        for row in connection.execute(text(f"{_SIDES} {query} LIMIT {_AT_MOST}")):
            yield Finding(0, code, f"{meaning}: {' '.join(map(str, row))}")


def _foreign_keys(connection: Connection) -> Iterator[Finding]:
    """Yield a finding for each row whose reference leads nowhere: written or restored with the rules off."""
    if connection.dialect.name != "sqlite":
        for table, query in _REFERS.items():
            for row in connection.execute(text(f"{query} LIMIT {_AT_MOST}")):
                yield Finding(0, "reference_broken", f"a reference leads nowhere: {table} row {row[0]}")
        return
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_AT_MOST):
        yield Finding(0, "reference_broken", f"a reference leads nowhere: {row[0]} row {row[1]} to {row[2]}")
    for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_AT_MOST})"):
        if row[0] != "ok":
            yield Finding(0, "file_damaged", f"the database file is damaged: {row[0]}")


def _chain(connection: Connection) -> Iterator[Finding]:
    """Yield a finding for each break of the chain."""
    for found in trail.verify(connection).broken:
        yield Finding(0, found.code, found.message)


def _frames(connection: Connection) -> Iterator[Finding]:
    """Yield a finding for each frame of a run that is not what was kept."""
    for name in frames.broken(connection)[:_AT_MOST]:
        yield Finding(0, "frame_content", f"what a run was given is not what was kept: {name}")


def _rules(connection: Connection) -> Iterator[Finding]:
    """Yield a finding for each rule that keeps a table of the chain from changes and is gone, or switched off."""
    query, names, on_item = _RULES[connection.dialect.name]
    on = {tuple(row) for row in connection.exec_driver_sql(query)}
    tables = sorted({"batch", *LOGGED})
    wanted = [(table, name.format(table)) for table in tables for name in (on_item if table == "item" else names)]
    for table, name in [rule for rule in wanted if rule not in on][:_AT_MOST]:
        yield Finding(0, "rule_missing", f"{table} is not kept from changes: its rule {name} is gone or switched off")
