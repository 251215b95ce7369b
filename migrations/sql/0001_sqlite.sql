-- The books on SQLite 3.37 and newer: tables, then the rules that the database itself keeps. Applied once, by versions/0001; never edited afterwards.

CREATE TABLE entity (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  time_zone TEXT NOT NULL,
  PRIMARY KEY (code)
) STRICT;

CREATE TABLE account (
  entity TEXT NOT NULL,
  role TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  control INTEGER NOT NULL CHECK (control IN (0, 1)),
  PRIMARY KEY (entity, role),
  UNIQUE (entity, code),
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;

CREATE TABLE period (
  entity TEXT NOT NULL,
  month TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  PRIMARY KEY (entity, month),
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;

CREATE TABLE batch (
  no INTEGER NOT NULL,
  entity TEXT NOT NULL,
  "key" TEXT NOT NULL,
  request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  payload TEXT NOT NULL,
  result TEXT NOT NULL,
  prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (no),
  UNIQUE (entity, "key"),
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;

CREATE TABLE customer (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;

CREATE TABLE customer_fact (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  parent_number TEXT NOT NULL,
  terms TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  credit_limit INTEGER,
  aliases TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  tax_id TEXT NOT NULL,
  duns TEXT NOT NULL,
  risk_class TEXT NOT NULL,
  collector TEXT NOT NULL,
  sales_rep TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number, no),
  FOREIGN KEY(entity, number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE period_change (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  month TEXT NOT NULL CHECK (length(month) = 7),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, month, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;

CREATE TABLE entry (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  gl_on TEXT NOT NULL,
  doc_on TEXT NOT NULL,
  reverses INTEGER,
  reason TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (entry_id),
  UNIQUE (reverses),
  FOREIGN KEY(reverses) REFERENCES entry (no)
) STRICT;

CREATE TABLE item (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  item_id TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('invoice', 'credit_memo', 'debit_memo', 'finance_charge', 'deduction', 'receipt')),
  number TEXT NOT NULL,
  customer_number TEXT,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CHECK (abs(amount) BETWEEN 1 AND 10000000000000),
  issued_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  gl_on TEXT NOT NULL,
  terms TEXT NOT NULL,
  discount INTEGER NOT NULL,
  discount_until TEXT,
  tax INTEGER NOT NULL,
  freight INTEGER NOT NULL,
  po_number TEXT NOT NULL,
  order_number TEXT NOT NULL,
  delivery_number TEXT NOT NULL,
  description TEXT NOT NULL,
  origin_item_id TEXT,
  reason TEXT NOT NULL,
  bank_entry_id TEXT,
  entry_no INTEGER NOT NULL,
  balance INTEGER DEFAULT '0' NOT NULL,
  version INTEGER DEFAULT '0' NOT NULL,
  held_in TEXT DEFAULT '' NOT NULL,
  held_for TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, type, number),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK ((type IN ('credit_memo', 'receipt')) = (amount < 0)),
  CHECK ((type = 'receipt') = (customer_number IS NULL)),
  CONSTRAINT item_balance CHECK ((amount > 0 AND balance BETWEEN 0 AND amount) OR (amount < 0 AND balance BETWEEN amount AND 0)),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (item_id),
  FOREIGN KEY(origin_item_id) REFERENCES item (item_id),
  FOREIGN KEY(entry_no) REFERENCES entry (no)
) STRICT;

CREATE TABLE posting (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entry_no INTEGER NOT NULL,
  line INTEGER NOT NULL CHECK (line >= 1),
  kind TEXT NOT NULL,
  dr_account TEXT NOT NULL,
  dr_item TEXT,
  dr_customer TEXT,
  dr_version INTEGER,
  cr_account TEXT NOT NULL,
  cr_item TEXT,
  cr_customer TEXT,
  cr_version INTEGER,
  minor INTEGER NOT NULL CHECK (minor BETWEEN 1 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  PRIMARY KEY (no),
  UNIQUE (entry_no, line),
  UNIQUE (dr_item, dr_version),
  UNIQUE (cr_item, cr_version),
  FOREIGN KEY(entity, dr_account) REFERENCES account (entity, role),
  FOREIGN KEY(entity, cr_account) REFERENCES account (entity, role),
  CHECK ((dr_item IS NULL) = (dr_version IS NULL)),
  CHECK ((cr_item IS NULL) = (cr_version IS NULL)),
  CHECK (dr_account <> cr_account OR coalesce(dr_item, '') <> coalesce(cr_item, '') OR coalesce(dr_customer, '') <> coalesce(cr_customer, '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entry_no) REFERENCES entry (no),
  FOREIGN KEY(dr_item) REFERENCES item (item_id),
  FOREIGN KEY(cr_item) REFERENCES item (item_id)
) STRICT;

CREATE TABLE application (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  application_id TEXT NOT NULL,
  entry_no INTEGER NOT NULL,
  receipt_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  cash INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  discount_earned INTEGER NOT NULL CHECK (discount_earned IN (0, 1)),
  write_off INTEGER NOT NULL,
  write_off_kind TEXT NOT NULL,
  deduction INTEGER NOT NULL,
  deduction_reason TEXT NOT NULL,
  deduction_item_id TEXT,
  gl_on TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL,
  explanation TEXT NOT NULL,
  certificate_id TEXT NOT NULL,
  reverses INTEGER,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (application_id),
  FOREIGN KEY(entry_no) REFERENCES entry (no),
  FOREIGN KEY(receipt_id) REFERENCES item (item_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id),
  FOREIGN KEY(deduction_item_id) REFERENCES item (item_id),
  UNIQUE (reverses),
  FOREIGN KEY(reverses) REFERENCES application (no)
) STRICT;

CREATE TABLE bank_file (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  content BLOB NOT NULL,
  size INTEGER NOT NULL,
  taken_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (sha256)
) STRICT;

CREATE TABLE bank_entry (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entry_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  position INTEGER NOT NULL,
  line INTEGER NOT NULL,
  kind TEXT NOT NULL,
  method TEXT NOT NULL,
  credit INTEGER NOT NULL CHECK (credit IN (0, 1)),
  minor INTEGER NOT NULL CHECK (minor >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  bank_reference TEXT NOT NULL,
  booked_on TEXT,
  value_on TEXT,
  payer_name TEXT NOT NULL,
  payer_account TEXT NOT NULL,
  payer_routing TEXT NOT NULL,
  company_id TEXT NOT NULL,
  ultimate TEXT NOT NULL,
  account TEXT NOT NULL,
  refs TEXT NOT NULL,
  remittance TEXT NOT NULL,
  text TEXT NOT NULL,
  code TEXT NOT NULL,
  total_kind TEXT NOT NULL,
  total_key TEXT NOT NULL,
  trusted INTEGER NOT NULL CHECK (trusted IN (0, 1)),
  raw TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (entry_id),
  FOREIGN KEY(sha256) REFERENCES bank_file (sha256)
) STRICT;

CREATE TABLE bank_control (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  expected INTEGER,
  actual INTEGER NOT NULL,
  proof TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE bank_finding (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT NOT NULL,
  line INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  severity TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE tie (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entry_id TEXT NOT NULL,
  settled_by TEXT NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entry_id, settled_by),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entry_id) REFERENCES bank_entry (entry_id)
) STRICT;

CREATE TABLE decision (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  decision_id TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  customer TEXT NOT NULL,
  confidence REAL,
  would_apply_if TEXT NOT NULL,
  explanation TEXT NOT NULL,
  certificate TEXT NOT NULL,
  engine TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  as_of TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE proposal (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  decision_id TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  rank INTEGER NOT NULL CHECK (rank >= 1),
  item_id TEXT NOT NULL,
  cash INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  discount_earned INTEGER NOT NULL CHECK (discount_earned IN (0, 1)),
  write_off INTEGER NOT NULL,
  write_off_kind TEXT NOT NULL,
  deduction INTEGER NOT NULL,
  deduction_reason TEXT NOT NULL,
  confidence REAL,
  rule TEXT NOT NULL,
  explanation TEXT NOT NULL,
  spans TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;

CREATE TABLE resolution (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  receipt_id TEXT NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  resolved_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  rank INTEGER,
  assignee TEXT NOT NULL,
  until TEXT,
  note TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE payer_link (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  kind TEXT NOT NULL,
  "key" TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  support INTEGER NOT NULL,
  negative INTEGER NOT NULL CHECK (negative IN (0, 1)),
  source TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (kind, "key", customer_number, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE acknowledgement (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected')),
  reason TEXT NOT NULL,
  reference TEXT NOT NULL,
  acknowledged_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX entry_batch ON entry (batch);
CREATE INDEX item_batch ON item (batch);
CREATE INDEX item_customer ON item (entity, customer_number);
CREATE INDEX item_origin ON item (origin_item_id) WHERE origin_item_id IS NOT NULL;
CREATE UNIQUE INDEX item_bank_entry ON item (bank_entry_id) WHERE bank_entry_id IS NOT NULL;
CREATE INDEX posting_not_ar ON posting (dr_item) WHERE kind = 'not_ar';
CREATE INDEX application_entry ON application (entry_no);
CREATE INDEX application_receipt ON application (receipt_id);
CREATE INDEX application_item ON application (item_id);
CREATE INDEX bank_entry_file ON bank_entry (sha256);
CREATE INDEX proposal_decision ON proposal (decision_id);

-- Rules. A message starts with the code of the refusal it becomes (ledger/book.py).

-- A batch is written last and seals what carries its number: linked to the one before, and nothing in it half done.
CREATE TRIGGER batch_seal BEFORE INSERT ON batch BEGIN
  SELECT RAISE(ABORT, 'broken_chain: batch numbers have no gaps')
    WHERE NEW.no IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch);
  SELECT RAISE(ABORT, 'broken_chain: the hash of the batch before is not this one')
    WHERE NEW.prev_hash IS NOT coalesce((SELECT hash FROM batch WHERE no = NEW.no - 1), zeroblob(32));
  SELECT RAISE(ABORT, 'broken_chain: the clock runs back')
    WHERE NEW.recorded_at < (SELECT recorded_at FROM batch WHERE no = NEW.no - 1);
  SELECT RAISE(ABORT, 'unbalanced: an entry without postings')
    WHERE EXISTS (SELECT 1 FROM entry e WHERE e.batch = NEW.no AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.entry_no = e.no));
  SELECT RAISE(ABORT, 'unbalanced: an item not opened by its whole amount')
    WHERE EXISTS (SELECT 1 FROM item i WHERE i.batch = NEW.no AND i.amount IS NOT (
      SELECT sum(CASE WHEN p.dr_item = i.item_id THEN p.minor ELSE 0 END - CASE WHEN p.cr_item = i.item_id THEN p.minor ELSE 0 END)
      FROM posting p WHERE p.entry_no = i.entry_no));
END;

CREATE TRIGGER entry_rules BEFORE INSERT ON entry BEGIN
  SELECT RAISE(ABORT, 'broken_chain: entry numbers have no gaps') WHERE NEW.no IS NOT (SELECT coalesce(max(no), 0) + 1 FROM entry);
  SELECT RAISE(ABORT, 'period_closed: the month of the GL day is closed or missing')
    WHERE NOT EXISTS (SELECT 1 FROM period WHERE entity = NEW.entity AND month = substr(NEW.gl_on, 1, 7) AND state = 'open');
END;

CREATE TRIGGER item_new BEFORE INSERT ON item
WHEN NEW.balance <> 0 OR NEW.version <> 0 OR NEW.held_in <> '' OR NEW.held_for IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'unbalanced: an item starts empty');
END;

CREATE TRIGGER posting_rules BEFORE INSERT ON posting BEGIN
  SELECT RAISE(ABORT, 'broken_chain: posting numbers have no gaps') WHERE NEW.no IS NOT (SELECT coalesce(max(no), 0) + 1 FROM posting);
  SELECT RAISE(ABORT, 'sealed: the entry is of another batch or entity')
    WHERE NOT EXISTS (SELECT 1 FROM entry WHERE no = NEW.entry_no AND batch = NEW.batch AND entity = NEW.entity);
  SELECT RAISE(ABORT, 'unbalanced: a control account names an item, no other account does')
    WHERE (SELECT control FROM account WHERE entity = NEW.entity AND role = NEW.dr_account) IS NOT (NEW.dr_item IS NOT NULL)
       OR (SELECT control FROM account WHERE entity = NEW.entity AND role = NEW.cr_account) IS NOT (NEW.cr_item IS NOT NULL);
END;

-- The debited side moves first: a movement within one item has two versions (SQLite runs triggers of one kind in no set order).
CREATE TRIGGER posting_moves AFTER INSERT ON posting BEGIN
  UPDATE item SET balance = balance + NEW.minor, version = NEW.dr_version, held_in = NEW.dr_account, held_for = NEW.dr_customer
    WHERE item_id = NEW.dr_item AND version = NEW.dr_version - 1 AND currency = NEW.currency AND entity = NEW.entity;
  SELECT RAISE(ABORT, 'stale: the debited item has another version, currency or entity')
    WHERE NEW.dr_item IS NOT NULL AND changes() <> 1;
  UPDATE item SET balance = balance - NEW.minor, version = NEW.cr_version, held_in = NEW.cr_account, held_for = NEW.cr_customer
    WHERE item_id = NEW.cr_item AND version = NEW.cr_version - 1 AND currency = NEW.currency AND entity = NEW.entity;
  SELECT RAISE(ABORT, 'stale: the credited item has another version, currency or entity')
    WHERE NEW.cr_item IS NOT NULL AND changes() <> 1;
END;

-- The only change of an item is the one that the newest posting makes.
CREATE TRIGGER item_facts BEFORE UPDATE OF no, batch, entity, item_id, type, number, customer_number, currency, amount, issued_on, due_on, gl_on, terms, discount, discount_until, tax, freight, po_number, order_number, delivery_number, description, origin_item_id, reason, bank_entry_id, entry_no ON item BEGIN
  SELECT RAISE(ABORT, 'append_only: facts of an item never change');
END;
CREATE TRIGGER item_derived BEFORE UPDATE OF balance, version, held_in, held_for ON item
WHEN NEW.version IS NOT OLD.version + 1 OR NOT EXISTS (
  SELECT 1 FROM posting p WHERE p.no = (SELECT max(no) FROM posting) AND (
    (p.dr_item = NEW.item_id AND p.dr_version = NEW.version AND p.minor = NEW.balance - OLD.balance
      AND p.dr_account IS NEW.held_in AND p.dr_customer IS NEW.held_for)
    OR (p.cr_item = NEW.item_id AND p.cr_version = NEW.version AND p.minor = OLD.balance - NEW.balance
      AND p.cr_account IS NEW.held_in AND p.cr_customer IS NEW.held_for))) BEGIN
  SELECT RAISE(ABORT, 'append_only: the balance of an item follows from its postings alone');
END;
CREATE TRIGGER item_no_delete BEFORE DELETE ON item BEGIN SELECT RAISE(ABORT, 'append_only: item'); END;

-- A month opens and closes by a logged change alone.
CREATE TRIGGER period_follows AFTER INSERT ON period_change BEGIN
  INSERT INTO period (entity, month, state) VALUES (NEW.entity, NEW.month, NEW.state)
    ON CONFLICT (entity, month) DO UPDATE SET state = excluded.state;
END;
CREATE TRIGGER period_new BEFORE INSERT ON period
WHEN NEW.state IS NOT (SELECT state FROM period_change WHERE entity = NEW.entity AND month = NEW.month ORDER BY no DESC LIMIT 1) BEGIN
  SELECT RAISE(ABORT, 'append_only: a month changes by period_change alone');
END;
CREATE TRIGGER period_state BEFORE UPDATE ON period
WHEN NEW.entity IS NOT OLD.entity OR NEW.month IS NOT OLD.month
  OR NEW.state IS NOT (SELECT state FROM period_change WHERE entity = NEW.entity AND month = NEW.month ORDER BY no DESC LIMIT 1) BEGIN
  SELECT RAISE(ABORT, 'append_only: a month changes by period_change alone');
END;
CREATE TRIGGER period_no_delete BEFORE DELETE ON period BEGIN SELECT RAISE(ABORT, 'append_only: period'); END;

-- What is sealed takes no more rows.
CREATE TRIGGER customer_sealed BEFORE INSERT ON customer WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER customer_fact_sealed BEFORE INSERT ON customer_fact WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER period_change_sealed BEFORE INSERT ON period_change WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER entry_sealed BEFORE INSERT ON entry WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER item_sealed BEFORE INSERT ON item WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER posting_sealed BEFORE INSERT ON posting WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER application_sealed BEFORE INSERT ON application WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER bank_file_sealed BEFORE INSERT ON bank_file WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER bank_entry_sealed BEFORE INSERT ON bank_entry WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER bank_control_sealed BEFORE INSERT ON bank_control WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER bank_finding_sealed BEFORE INSERT ON bank_finding WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER tie_sealed BEFORE INSERT ON tie WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER decision_sealed BEFORE INSERT ON decision WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER proposal_sealed BEFORE INSERT ON proposal WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER resolution_sealed BEFORE INSERT ON resolution WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER payer_link_sealed BEFORE INSERT ON payer_link WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER acknowledgement_sealed BEFORE INSERT ON acknowledgement WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;

-- Append-only: what is written stays.
CREATE TRIGGER entity_no_update BEFORE UPDATE ON entity BEGIN SELECT RAISE(ABORT, 'append_only: entity'); END;
CREATE TRIGGER entity_no_delete BEFORE DELETE ON entity BEGIN SELECT RAISE(ABORT, 'append_only: entity'); END;
CREATE TRIGGER account_no_update BEFORE UPDATE ON account BEGIN SELECT RAISE(ABORT, 'append_only: account'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'append_only: account'); END;
CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'append_only: batch'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'append_only: batch'); END;
CREATE TRIGGER customer_no_update BEFORE UPDATE ON customer BEGIN SELECT RAISE(ABORT, 'append_only: customer'); END;
CREATE TRIGGER customer_no_delete BEFORE DELETE ON customer BEGIN SELECT RAISE(ABORT, 'append_only: customer'); END;
CREATE TRIGGER customer_fact_no_update BEFORE UPDATE ON customer_fact BEGIN SELECT RAISE(ABORT, 'append_only: customer_fact'); END;
CREATE TRIGGER customer_fact_no_delete BEFORE DELETE ON customer_fact BEGIN SELECT RAISE(ABORT, 'append_only: customer_fact'); END;
CREATE TRIGGER period_change_no_update BEFORE UPDATE ON period_change BEGIN SELECT RAISE(ABORT, 'append_only: period_change'); END;
CREATE TRIGGER period_change_no_delete BEFORE DELETE ON period_change BEGIN SELECT RAISE(ABORT, 'append_only: period_change'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append_only: entry'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append_only: entry'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'append_only: posting'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'append_only: posting'); END;
CREATE TRIGGER application_no_update BEFORE UPDATE ON application BEGIN SELECT RAISE(ABORT, 'append_only: application'); END;
CREATE TRIGGER application_no_delete BEFORE DELETE ON application BEGIN SELECT RAISE(ABORT, 'append_only: application'); END;
CREATE TRIGGER bank_file_no_update BEFORE UPDATE ON bank_file BEGIN SELECT RAISE(ABORT, 'append_only: bank_file'); END;
CREATE TRIGGER bank_file_no_delete BEFORE DELETE ON bank_file BEGIN SELECT RAISE(ABORT, 'append_only: bank_file'); END;
CREATE TRIGGER bank_entry_no_update BEFORE UPDATE ON bank_entry BEGIN SELECT RAISE(ABORT, 'append_only: bank_entry'); END;
CREATE TRIGGER bank_entry_no_delete BEFORE DELETE ON bank_entry BEGIN SELECT RAISE(ABORT, 'append_only: bank_entry'); END;
CREATE TRIGGER bank_control_no_update BEFORE UPDATE ON bank_control BEGIN SELECT RAISE(ABORT, 'append_only: bank_control'); END;
CREATE TRIGGER bank_control_no_delete BEFORE DELETE ON bank_control BEGIN SELECT RAISE(ABORT, 'append_only: bank_control'); END;
CREATE TRIGGER bank_finding_no_update BEFORE UPDATE ON bank_finding BEGIN SELECT RAISE(ABORT, 'append_only: bank_finding'); END;
CREATE TRIGGER bank_finding_no_delete BEFORE DELETE ON bank_finding BEGIN SELECT RAISE(ABORT, 'append_only: bank_finding'); END;
CREATE TRIGGER tie_no_update BEFORE UPDATE ON tie BEGIN SELECT RAISE(ABORT, 'append_only: tie'); END;
CREATE TRIGGER tie_no_delete BEFORE DELETE ON tie BEGIN SELECT RAISE(ABORT, 'append_only: tie'); END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'append_only: decision'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'append_only: decision'); END;
CREATE TRIGGER proposal_no_update BEFORE UPDATE ON proposal BEGIN SELECT RAISE(ABORT, 'append_only: proposal'); END;
CREATE TRIGGER proposal_no_delete BEFORE DELETE ON proposal BEGIN SELECT RAISE(ABORT, 'append_only: proposal'); END;
CREATE TRIGGER resolution_no_update BEFORE UPDATE ON resolution BEGIN SELECT RAISE(ABORT, 'append_only: resolution'); END;
CREATE TRIGGER resolution_no_delete BEFORE DELETE ON resolution BEGIN SELECT RAISE(ABORT, 'append_only: resolution'); END;
CREATE TRIGGER payer_link_no_update BEFORE UPDATE ON payer_link BEGIN SELECT RAISE(ABORT, 'append_only: payer_link'); END;
CREATE TRIGGER payer_link_no_delete BEFORE DELETE ON payer_link BEGIN SELECT RAISE(ABORT, 'append_only: payer_link'); END;
CREATE TRIGGER acknowledgement_no_update BEFORE UPDATE ON acknowledgement BEGIN SELECT RAISE(ABORT, 'append_only: acknowledgement'); END;
CREATE TRIGGER acknowledgement_no_delete BEFORE DELETE ON acknowledgement BEGIN SELECT RAISE(ABORT, 'append_only: acknowledgement'); END;
