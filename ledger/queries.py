"""The queries behind what goes out, in SQL that SQLite and PostgreSQL both read; `reads` gives them their types."""


def _own(column: str, day: str, batch: str) -> str:
    """Return the number (`code`) or name of a role's account (`a`) as a posting of a GL day and batch was told with.

    Where no role was ever mapped nothing is looked up.
    """
    return f"""CASE WHEN NOT EXISTS (SELECT 1 FROM mapped) THEN a.{column} ELSE coalesce((
    SELECT m.{column} FROM mapped m WHERE m.entity = a.entity AND m.role = a.role AND m.valid_from <= {day}
      AND m.batch <= {batch} ORDER BY m.valid_from DESC, m.batch DESC LIMIT 1), a.{column}) END"""  # noqa: S608 - our words


#: The chart of accounts as it is mapped on a day, as far as was known.
_CHART = """chart AS MATERIALIZED (
  SELECT a.entity, a.role, [code] AS account, [name] AS account_name, a.control FROM account a)
""".replace("[code]", _own("code", ":day", ":known")).replace("[name]", _own("name", ":day", ":known"))

#: Act of a person by which money is applied -> the reason a receipt then shows; the engine's stays in its decisions.
DECIDED = {"accept": "accepted", "apply": "applied_by_hand"}
#: Every receipt (`told`) with its newest decision and resolution. What is left is negative while it waits (`balance`).
#: `asked_again`: what a person decided stands, but a remittance that came later says otherwise.
#: The newest of a receipt is looked up, not listed: who asks for one receipt or one page then pays for no other.
TOLD = """
WITH told AS (
  SELECT i.item_id AS receipt_id, coalesce(f.name, '') AS source_file, coalesce(b.line, 0) AS source_line,
    coalesce(b.bank_reference, nullif(i.number, i.item_id), '') AS bank_reference, coalesce(b.method, '') AS method,
      i.issued_on AS received_on, i.currency,
    -i.amount AS amount, coalesce(b.payer_name, '') AS payer_name, coalesce(b.payer_account, '') AS payer_account,
    coalesce(i.held_for, '') AS customer_number,
    CASE
      WHEN back.no IS NOT NULL THEN
        CASE WHEN EXISTS (SELECT 1 FROM tie WHERE tie.entry_id = i.bank_entry_id) THEN 'settled_elsewhere'
          ELSE 'reversed' END
      WHEN EXISTS (SELECT 1 FROM posting p WHERE p.kind = 'not_ar' AND p.dr_item = i.item_id
                   AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.reverses = p.entry_no)) THEN 'not_ar'
      WHEN i.balance = 0 THEN 'applied'
      WHEN i.balance <> i.amount THEN 'partially_applied'
      WHEN i.held_in IN ('on_account', 'deposits') THEN 'unapplied'
      WHEN r.status <> '' AND r.batch > coalesce(d.batch, 0) THEN r.status
      WHEN d.status = 'review' THEN 'review'
      WHEN i.held_in = 'unidentified' THEN 'unidentified'
      ELSE 'unapplied' END AS status,
    CASE WHEN back.no IS NOT NULL THEN back.reason WHEN r.no IS NULL OR r.batch < coalesce(d.batch,
      0) THEN coalesce(d.reason, '') WHEN r.reason <> '' THEN r.reason [decided]
      ELSE coalesce(d.reason, '') END AS reason,
    d.confidence AS confidence,
    coalesce(a.decided_by, r.actor, CASE WHEN d.no IS NULL THEN '' ELSE 'engine' END) AS decided_by,
    coalesce((SELECT CAST(sum(x.cash) AS BIGINT) FROM application x WHERE x.receipt_id = i.item_id), 0)
      AS applied_amount,
    -i.amount - coalesce((SELECT CAST(sum(x.cash) AS BIGINT) FROM application x WHERE x.receipt_id = i.item_id), 0)
      AS unapplied_amount,
    i.entity, coalesce(i.bank_entry_id, '') AS entry_id, coalesce(b.sha256, '') AS sha256, i.balance,
      i.version, i.held_in,
    coalesce(d.decision_id, '') AS decision_id, coalesce(d.customer, '') AS decision_customer,
    coalesce(d.would_apply_if, '') AS would_apply_if, coalesce(d.explanation, '') AS explanation,
    coalesce(d.as_of, i.issued_on) AS opened_on, coalesce(r.action, '') AS resolution, coalesce(r.assignee,
      '') AS assignee,
    r.until AS parked_until,
    CASE WHEN d.reason = 'late_remittance' AND d.batch > coalesce(r.batch, 0) AND back.no IS NULL THEN 1 ELSE 0 END
      AS asked_again
  FROM item i
  LEFT JOIN bank_entry b ON b.entry_id = i.bank_entry_id
  LEFT JOIN bank_file f ON f.sha256 = b.sha256
  LEFT JOIN entry back ON back.reverses = i.entry_no
  LEFT JOIN application a ON a.no = (SELECT max(x.no) FROM application x WHERE x.receipt_id = i.item_id)
  LEFT JOIN decision d ON d.no = (SELECT max(x.no) FROM decision x WHERE x.receipt_id = i.item_id)
  LEFT JOIN resolution r ON r.no = (SELECT max(x.no) FROM resolution x WHERE x.receipt_id = i.item_id)
  WHERE i.type = 'receipt'
  UNION ALL
  SELECT b.entry_id, f.name, b.line, b.bank_reference, b.method, coalesce(b.booked_on, b.value_on), b.currency,
    b.minor, b.payer_name, b.payer_account, '', 'settled_elsewhere', 'settled_elsewhere', NULL, 'engine',
    0, b.minor, t.entity, b.entry_id, b.sha256, 0, 0, '', '', '', '', '', coalesce(b.booked_on, b.value_on),
      '', '', NULL, 0
  FROM bank_entry b
  JOIN bank_file f ON f.sha256 = b.sha256
  JOIN batch t ON t.no = b.batch
  WHERE b.kind <> 'advice' AND (b.kind <> 'return' OR b.credit = 1)
    AND EXISTS (SELECT 1 FROM tie WHERE tie.entry_id = b.entry_id)
    AND NOT EXISTS (SELECT 1 FROM item i WHERE i.bank_entry_id = b.entry_id))
""".replace("[decided]", " ".join(f"WHEN r.action = '{act}' THEN '{reason}'" for act, reason in DECIDED.items()))
_EVERY = "SELECT * FROM told WHERE (CAST(:entity AS TEXT) IS NULL OR entity = :entity) ORDER BY received_on, receipt_id"
RECEIPTS = TOLD + _EVERY
#: Those of some receipts.
RECEIPTS_OF = TOLD + _EVERY.replace("ORDER BY", "AND receipt_id IN [listed] ORDER BY")

#: Applications that stand, and the proposals of newest decisions whose receipts still wait.
_APPLICATIONS = """
SELECT a.receipt_id, coalesce(b.bank_reference, nullif(r.number, r.item_id), '') AS bank_reference,
  t.number AS document_number, t.type AS document_type,
  coalesce(t.held_for, '') AS customer_number, a.cash AS cash_amount, a.discount AS discount_amount,
  a.write_off AS write_off_amount, a.deduction AS deduction_amount, a.deduction_reason, 'posted' AS status,
  CAST(NULL AS INTEGER) AS rank, a.confidence, a.rule, a.explanation, a.application_id, a.item_id, t.currency,
  a.discount_earned, a.write_off_kind, coalesce(a.deduction_item_id, '') AS deduction_item_id,
    a.gl_on AS gl_date, a.decided_by,
  a.certificate_id, e.entry_id, '[]' AS spans, r.entity, a.no AS place
FROM application a
JOIN item t ON t.item_id = a.item_id
JOIN item r ON r.item_id = a.receipt_id
JOIN entry e ON e.no = a.entry_no
LEFT JOIN bank_entry b ON b.entry_id = r.bank_entry_id
WHERE [stands] AND NOT EXISTS (SELECT 1 FROM application x WHERE x.reverses = a.no)
  AND (CAST(:entity AS TEXT) IS NULL OR r.entity = :entity)
    AND [a]
UNION ALL
SELECT p.receipt_id, coalesce(b.bank_reference, nullif(r.number, r.item_id), ''), t.number, t.type,
  coalesce(t.held_for, ''), p.cash, p.discount, p.write_off, p.deduction, p.deduction_reason, 'proposed',
  CAST(p.rank AS INTEGER), p.confidence, p.rule, p.explanation, '', p.item_id,
  t.currency, p.discount_earned, p.write_off_kind, '', NULL, 'engine', p.decision_id, '', p.spans, r.entity, p.no
FROM proposal p
JOIN item t ON t.item_id = p.item_id
JOIN item r ON r.item_id = p.receipt_id AND (r.balance <> 0 OR EXISTS (
  SELECT 1 FROM decision l WHERE l.decision_id = p.decision_id AND l.reason = 'late_remittance' AND NOT EXISTS (
    SELECT 1 FROM resolution x WHERE x.receipt_id = p.receipt_id AND x.batch > l.batch)))
LEFT JOIN bank_entry b ON b.entry_id = r.bank_entry_id
WHERE p.decision_id = (SELECT d.decision_id FROM decision d
  WHERE d.receipt_id = p.receipt_id ORDER BY d.no DESC LIMIT 1)
  AND (CAST(:entity AS TEXT) IS NULL OR r.entity = :entity)
    AND [p]
ORDER BY 1, 12, 28
"""
#: That an application (`a`) is no reversal, asked of each; of some, for which SQLite would go through the index of
#: `reverses`, where nearly every row has NULL (`conditions.unset`).
STANDS, STANDS_OF_SOME = "a.reverses IS NULL", "coalesce(a.reverses, 0) = 0"
_EACH, _SOME = (_APPLICATIONS.replace("[stands]", stands) for stands in (STANDS, STANDS_OF_SOME))
#: Those of all receipts, those posted of some, those proposed first, and those of one, which are found by it.
APPLICATIONS = _EACH.replace("[a]", "1 = 1").replace("[p]", "1 = 1")
APPLICATIONS_AMONG = _SOME.replace("[a]", "a.receipt_id IN [listed]").replace("[p]", "1 = 0")
APPLICATIONS_FIRST = _SOME.replace("[a]", "1 = 0").replace("[p]", "p.rank = 1")
APPLICATIONS_OF = _SOME.replace("[a]", "a.receipt_id = :receipt").replace("[p]", "p.receipt_id = :receipt")

#: Two rows a posting, debit first: sequence 2n - 1 and 2n, so that numbers without a gap stay so.
POSTINGS = """
WITH moved AS (
  SELECT p.*, e.entry_id, e.gl_on, o.entry_id AS reverses_entry_id, h.recorded_at, d.type AS dr_type,
    d.number AS dr_number,
    c.type AS cr_type, c.number AS cr_number,
    coalesce(CASE WHEN d.type = 'receipt' THEN p.dr_item END, CASE WHEN c.type = 'receipt' THEN p.cr_item END,
      (SELECT min(a.receipt_id) FROM application a WHERE a.entry_no = p.entry_no), '') AS receipt_id
  FROM posting p
  JOIN entry e ON e.no = p.entry_no
  JOIN batch h ON h.no = p.batch
  LEFT JOIN entry o ON o.no = e.reverses
  LEFT JOIN item d ON d.item_id = p.dr_item
  LEFT JOIN item c ON c.item_id = p.cr_item
  WHERE p.no > :first AND p.no <= :last),
sides AS (
  SELECT 2 * no - 1 AS sequence, 'D' AS side, moved.*, dr_account AS role, minor AS debit, 0 AS credit,
    coalesce(CASE WHEN dr_type <> 'receipt' THEN dr_number END, CASE
      WHEN cr_type <> 'receipt' THEN cr_number END, '') AS document_number,
    coalesce(dr_customer, cr_customer, '') AS customer_number FROM moved
  UNION ALL
  SELECT 2 * no, 'C', moved.*, cr_account, 0, minor,
    coalesce(CASE WHEN cr_type <> 'receipt' THEN cr_number END, CASE
      WHEN dr_type <> 'receipt' THEN dr_number END, ''),
    coalesce(cr_customer, dr_customer, '') FROM moved)
SELECT s.entry_id || '-' || s.line || s.side AS posting_id, s.entry_id, s.sequence, s.recorded_at AS posted_at,
  s.gl_on AS gl_date,
  s.entity, [code] AS account, s.currency, s.debit, s.credit, s.receipt_id, s.document_number,
    s.customer_number, s.kind,
  coalesce(s.reverses_entry_id, '') AS reverses_entry_id, [name] AS account_name, s.role
FROM sides s JOIN account a ON a.entity = s.entity AND a.role = s.role
WHERE s.sequence > :after ORDER BY s.sequence LIMIT :limit
""".replace("[code]", _own("code", "s.gl_on", "s.batch")).replace("[name]", _own("name", "s.gl_on", "s.batch"))

_ITEM = """
SELECT i.item_id, i.number AS document_number, i.type AS document_type, coalesce([customer], '') AS customer_number,
  i.issued_on AS issue_date, i.due_on AS due_date, i.currency, i.amount, [left] AS open_amount, i.po_number, i.terms,
  i.entity, i.order_number, i.delivery_number, i.tax AS tax_amount, i.freight AS freight_amount, i.description,
  i.gl_on AS gl_date, i.discount, i.discount_until, coalesce(i.origin_item_id, '') AS origin_item_id, i.reason,
  [account] AS held_in, i.version
FROM [held] WHERE i.type [is] 'receipt' AND (CAST(:entity AS TEXT) IS NULL OR i.entity = :entity)
"""
ITEM_NOW = _ITEM.replace("[customer]", "i.held_for").replace("[left]", "i.balance").replace("[account]", "i.held_in")
_ITEM_THEN = _ITEM.replace("[customer]", "t.customer").replace("[left]", "t.minor").replace("[account]", "t.account")
IN_ORDER = "ORDER BY entity, document_number, document_type"
IN_ORDER_OF_ALL = "ORDER BY i.entity || '', document_number, document_type"
#: Items as they stand: receipts (`is` is =) or all others (<>).
#: SQLite reads them in their own order and not in an index's, which leads to one here, one there.
ITEMS = f"{ITEM_NOW.replace('[held]', 'item i')} AND (:open_only = 0 OR i.balance <> 0) [some] {IN_ORDER_OF_ALL}"
#: What was told after a batch, where not everything counts: the entries of every day before are looked through for it.
TOLD_LATER = "UNION ALL SELECT no FROM entry WHERE batch > :known AND gl_on <= :day [own]"
#: What moved after a GL day, or was told of it after a batch, turned round, and the items it touched.
_TURNED = """
WITH later AS (SELECT no FROM entry WHERE gl_on > :day [own] [told]),
moved AS MATERIALIZED (
  SELECT dr_item, dr_account, dr_customer, cr_item, cr_account, cr_customer, minor
  FROM later CROSS JOIN posting WHERE entry_no = later.no),
turned AS (
  SELECT dr_item AS item_id, dr_account AS account, dr_customer AS customer, -minor AS minor FROM moved
    WHERE dr_item IS NOT NULL
  UNION ALL
  SELECT cr_item, cr_account, cr_customer, minor FROM moved WHERE cr_item IS NOT NULL)"""
_TOUCHED = f"""{_TURNED},
touched AS MATERIALIZED (SELECT DISTINCT item_id FROM turned)"""  # noqa: S608 - our own words
#: The same move by move: netted in columns they take half the time (`past`).
MOVED = f"""{_TURNED}
SELECT item_id, account AS held_in, coalesce(customer, '') AS customer_number, minor AS open_amount FROM turned
"""  # noqa: S608 - our own words
#: What was open on a GL day as a batch left it: what is open now, but that items which moved since, or of which more
#: was told since, stand as these moves turned round leave them. A receipt is then held for whom and where it was held
#: at that time, whatever became known later. The cost is what came since and not the whole history.
ITEMS_OF = f"""
{_TOUCHED},
back AS MATERIALIZED (
  SELECT item_id, account, customer, CAST(sum(minor) AS BIGINT) AS minor FROM (
    SELECT * FROM turned
    UNION ALL
    SELECT n.item_id, n.held_in, n.held_for, n.balance FROM touched CROSS JOIN item n WHERE n.item_id = touched.item_id
  ) held GROUP BY item_id, account, customer HAVING sum(minor) <> 0)
{ITEM_NOW.replace("[held]", "item i")} AND i.balance <> 0 [some] AND i.item_id NOT IN (SELECT item_id FROM touched)
UNION ALL
{_ITEM_THEN.replace("[held]", "back t CROSS JOIN item i")} AND i.item_id = t.item_id
"""  # noqa: S608 - our own words
#: That an item is open. SQLite looks each up from the index of what is open, in that index's order: dear where nearly
#: every item is open, so that it is quicker to read them all in theirs.
OPEN, MOSTLY_OPEN = "i.balance <> 0", "coalesce(i.balance, 0) <> 0"
#: How many are open, and how many items there are at most.
OPEN_OF_ALL = "SELECT (SELECT count(*) FROM open_item), (SELECT coalesce(max(no), 0) FROM item)"

#: That an item is open money: found in the index of what is open, not among all items.
OPEN_RECEIPTS = "AND i.no IN (SELECT no FROM open_item WHERE type = 'receipt')"
#: Documents that are looked at one by one: in another currency, short payments, due in parts, and those listed.
ONE_BY_ONE = """i.no IN (
  SELECT no FROM open_item WHERE entity = :entity AND (currency <> :currency OR type = 'deduction')
  UNION ALL SELECT no FROM item WHERE item_id IN (SELECT item_id FROM instalment)
  UNION ALL SELECT no FROM item WHERE item_id IN [listed]) AND i.balance <> 0
"""
#: All others as they stand, summed in the order of the index: nothing is sorted. Credits are not owed.
OWED = """
SELECT held_for AS customer_number, CAST(coalesce(sum(balance) FILTER (WHERE due_on < :day), 0) AS BIGINT) AS late,
  min(due_on) AS first, CAST(coalesce(sum(balance) FILTER (WHERE due_on >= :day), 0) AS BIGINT) AS coming,
  min(due_on) FILTER (WHERE due_on >= :day) AS next
FROM open_item WHERE entity = :entity AND currency = :currency AND type NOT IN ('receipt', 'deduction') AND balance > 0
  AND no NOT IN (SELECT no FROM item WHERE item_id IN (SELECT item_id FROM instalment)
    UNION ALL SELECT no FROM item WHERE item_id IN [listed])
GROUP BY held_for
"""

#: The parts of documents that are due apart, the earliest first: in this order what is settled fills them.
INSTALMENTS = """
SELECT item_id, seq AS instalment, due_on AS part_due, minor AS part FROM instalment ORDER BY item_id, due_on, seq
"""

TRIAL_BALANCE = """
WITH [chart],
side AS (
  SELECT entity, currency, dr_account AS role, minor AS debit, 0 AS credit, entry_no FROM posting
  UNION ALL
  SELECT entity, currency, cr_account, 0, minor, entry_no FROM posting)
SELECT s.entity, s.currency, c.account, c.account_name, s.role, CAST(sum(s.debit) AS BIGINT) AS debit,
  CAST(sum(s.credit) AS BIGINT) AS credit, CAST(sum(s.debit - s.credit) AS BIGINT) AS balance
FROM side s JOIN entry e ON e.no = s.entry_no JOIN chart c ON c.entity = s.entity AND c.role = s.role
WHERE e.gl_on <= :day AND e.batch <= :known AND (CAST(:entity AS TEXT) IS NULL OR s.entity = :entity)
GROUP BY s.entity, s.currency, c.account, c.account_name, s.role ORDER BY 1, 2, 3
""".replace("[chart]", _CHART)

FINDINGS = """
SELECT source AS source_file, line, code, severity, message, raw, sha256 FROM bank_finding ORDER BY no
"""

BANK_FILES = """
SELECT f.sha256, f.name, f.format, f.size, f.taken_at, f.actor, f.state,
  (SELECT count(*) FROM bank_entry e WHERE e.sha256 = f.sha256) AS entries,
  (SELECT count(*) FROM bank_finding g WHERE g.sha256 = f.sha256) AS findings,
  (SELECT count(*) FROM bank_control c WHERE c.sha256 = f.sha256 AND c.proof = 'mismatched') AS mismatches
FROM bank_file f WHERE f.sha256 NOT IN (SELECT sha256 FROM taking) ORDER BY f.no
"""

CONTROLS = """
SELECT sha256, line, name, scope, expected, actual, proof FROM bank_control
WHERE CAST(:sha256 AS TEXT) IS NULL OR sha256 = :sha256 ORDER BY no
"""

BATCHES = """
SELECT no, entity, key, actor, command, recorded_at, payload, result, hash FROM batch
  WHERE no > :after ORDER BY no LIMIT :limit
"""

ACKNOWLEDGEMENTS = """
SELECT "first", "last", state, reason, reference, acknowledged_at FROM acknowledgement ORDER BY no
"""

PINS = """
SELECT p.kind, p."key", p.body, p.actor, p.recorded_at FROM pin p JOIN batch h ON h.no = p.batch
WHERE h.entity = :entity AND p.body <> '' AND p.no IN (
  SELECT max(x.no) FROM pin x JOIN batch y ON y.no = x.batch WHERE y.entity = :entity GROUP BY x.kind, x."key")
ORDER BY p.no
"""

#: Every movement in the entity's own currency: postings in it, and what the others are worth; one row a side.
BASE_JOURNAL = """
WITH moved AS (
  SELECT p.entity, p.entry_no, p.batch, 0 AS beside, p.line, p.kind, p.dr_account, p.dr_item, p.cr_account, p.cr_item,
    p.minor FROM posting p JOIN entity n ON n.code = p.entity AND n.currency = p.currency
  UNION ALL
  SELECT entity, entry_no, batch, 1, line, kind, dr_account, dr_item, cr_account, cr_item, minor FROM valuation),
sides AS (
  SELECT entity, entry_no, batch, beside, line, 0 AS credited, kind, dr_account AS role, dr_item AS item_id,
    minor AS debit, 0 AS credit FROM moved
  UNION ALL
  SELECT entity, entry_no, batch, beside, line, 1, kind, cr_account, cr_item, 0, minor FROM moved)
SELECT e.entry_id, e.gl_on AS gl_date, s.entity, s.role, [code] AS account, n.currency, s.debit,
  s.credit, s.kind, coalesce(i.number, '') AS document_number, coalesce(i.currency, n.currency) AS item_currency
FROM sides s JOIN entry e ON e.no = s.entry_no JOIN entity n ON n.code = s.entity
JOIN account a ON a.entity = s.entity AND a.role = s.role
LEFT JOIN item i ON i.item_id = s.item_id
WHERE e.gl_on <= :day AND (CAST(:entity AS TEXT) IS NULL OR s.entity = :entity)
ORDER BY s.entry_no, s.beside, s.line, s.credited
""".replace("[code]", _own("code", "e.gl_on", "s.batch"))

#: What the allowance holds in each other currency, and what it is worth in the books, up to a GL day: credits negative.
#: What was provided before any rate was known is in no book of the entity's own currency, and is left out.
RESERVED = """
WITH worth AS (
  SELECT v.entry_no, sum(CASE WHEN v.dr_account = 'allowance' THEN v.minor ELSE -v.minor END) AS worth
  FROM valuation v JOIN entry e ON e.no = v.entry_no
  WHERE v.entity = :entity AND e.gl_on <= :day AND 'allowance' IN (v.dr_account, v.cr_account) GROUP BY v.entry_no),
held AS (
  SELECT p.entry_no, p.currency, sum(CASE WHEN p.dr_account = 'allowance' THEN p.minor ELSE -p.minor END) AS minor
  FROM posting p JOIN worth w ON w.entry_no = p.entry_no
  WHERE 'allowance' IN (p.dr_account, p.cr_account) GROUP BY p.entry_no, p.currency)
SELECT h.currency, CAST(sum(h.minor) AS BIGINT) AS minor, CAST(sum(w.worth) AS BIGINT) AS worth
FROM held h JOIN worth w ON w.entry_no = h.entry_no GROUP BY h.currency ORDER BY h.currency
"""

#: What the open items of each other currency are, and what they are worth in the books, up to a GL day.
CARRIED = """
WITH open AS (
  SELECT item_id, sum(minor) AS minor FROM (
    SELECT dr_item AS item_id, minor, entry_no FROM posting WHERE dr_item IS NOT NULL
    UNION ALL SELECT cr_item, -minor, entry_no FROM posting WHERE cr_item IS NOT NULL) s
  JOIN entry e ON e.no = s.entry_no WHERE e.gl_on <= :day GROUP BY item_id),
worth AS (
  SELECT item_id, sum(minor) AS minor FROM (
    SELECT dr_item AS item_id, minor, entry_no FROM valuation WHERE dr_item IS NOT NULL
    UNION ALL SELECT cr_item, -minor, entry_no FROM valuation WHERE cr_item IS NOT NULL) s
  JOIN entry e ON e.no = s.entry_no WHERE e.gl_on <= :day GROUP BY item_id)
SELECT i.currency, CAST(sum(o.minor) AS BIGINT) AS minor, CAST(sum(w.minor) AS BIGINT) AS worth
FROM worth w JOIN item i ON i.item_id = w.item_id JOIN open o ON o.item_id = w.item_id
WHERE i.entity = :entity GROUP BY i.currency ORDER BY i.currency
"""

#: The last batch that was written up to an instant; none before the first.
KNOWN = "SELECT coalesce(max(no), 0) FROM batch WHERE recorded_at <= :instant"

CUSTOMERS = """
SELECT f.number AS customer_number, f.name, f.parent_number, f.terms, f.currency, f.credit_limit, f.entity, f.aliases,
  f.email, f.phone, f.address, f.tax_id, f.duns, f.risk_class, f.collector, f.sales_rep
FROM customer_fact f WHERE (CAST(:entity AS TEXT) IS NULL OR f.entity = :entity)
  AND f.no = (SELECT max(x.no) FROM customer_fact x WHERE x.entity = f.entity AND x.number = f.number)
ORDER BY f.entity, f.number
"""

TERMS = """
SELECT code AS terms, name, valid_from, body, entity FROM terms
WHERE CAST(:entity AS TEXT) IS NULL OR entity = :entity ORDER BY no
"""

#: Open documents that did not reach their customer: the newest that became of each says so.
NOT_RECEIVED = """
SELECT i.item_id, i.number AS document_number, i.customer_number, s.event, s.channel, s.happened_on, s.note
FROM sending s CROSS JOIN item i
WHERE i.item_id = s.item_id AND i.entity = :entity AND i.balance <> 0 AND s.event IN ('bounced', 'rejected')
  AND s.no = (SELECT max(x.no) FROM sending x WHERE x.item_id = s.item_id)
ORDER BY i.number
"""

ARRIVED = """
SELECT i.item_id FROM sending s CROSS JOIN item i
WHERE i.item_id = s.item_id AND i.entity = :entity AND i.balance <> 0 AND s.event IN ('delivered', 'accepted')
  AND s.no = (SELECT max(x.no) FROM sending x WHERE x.item_id = s.item_id AND x.happened_on <= :day)
"""

ACCOUNTS = """
WITH [chart]
SELECT entity, role, account, account_name AS name, control FROM chart
WHERE CAST(:entity AS TEXT) IS NULL OR entity = :entity ORDER BY entity, account
""".replace("[chart]", _CHART)


def later(query: str, entity: str | None, *, told: bool) -> str:
    """Return a query about what moved since, of one entity or of all, and where asked, about what was told since."""
    return query.replace("[told]", TOLD_LATER if told else "").replace(
        "[own]", "AND entity = :entity" if entity else ""
    )
