-- The books on PostgreSQL 15 and newer: tables, then the rules that the database itself keeps. Applied once, by versions/0001; never edited afterwards.

CREATE TABLE entity (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  time_zone TEXT NOT NULL,
  PRIMARY KEY (code)
);

CREATE TABLE account (
  entity TEXT NOT NULL,
  role TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  control BIGINT NOT NULL CHECK (control IN (0, 1)),
  PRIMARY KEY (entity, role),
  UNIQUE (entity, code),
  FOREIGN KEY(entity) REFERENCES entity (code)
);

CREATE TABLE period (
  entity TEXT NOT NULL,
  month TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  PRIMARY KEY (entity, month),
  FOREIGN KEY(entity) REFERENCES entity (code)
);

CREATE TABLE batch (
  no BIGINT NOT NULL,
  entity TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash BYTEA NOT NULL CHECK (length(request_hash) = 32),
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  payload TEXT NOT NULL,
  result TEXT NOT NULL,
  prev_hash BYTEA NOT NULL CHECK (length(prev_hash) = 32),
  hash BYTEA NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (no),
  UNIQUE (entity, key),
  FOREIGN KEY(entity) REFERENCES entity (code)
);

CREATE TABLE customer (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);

CREATE TABLE customer_fact (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  parent_number TEXT NOT NULL,
  terms TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  credit_limit BIGINT,
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
);

CREATE TABLE period_change (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  month TEXT NOT NULL CHECK (length(month) = 7),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, month, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);

CREATE TABLE entry (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  gl_on DATE NOT NULL,
  doc_on DATE NOT NULL,
  reverses BIGINT,
  reason TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (entry_id),
  UNIQUE (reverses),
  FOREIGN KEY(reverses) REFERENCES entry (no)
);

CREATE TABLE item (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  item_id TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('invoice', 'credit_memo', 'debit_memo', 'finance_charge', 'deduction', 'receipt')),
  number TEXT NOT NULL,
  customer_number TEXT,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  amount BIGINT NOT NULL CHECK (abs(amount) BETWEEN 1 AND 10000000000000),
  issued_on DATE NOT NULL,
  due_on DATE NOT NULL,
  gl_on DATE NOT NULL,
  terms TEXT NOT NULL,
  discount BIGINT NOT NULL,
  discount_until DATE,
  tax BIGINT NOT NULL,
  freight BIGINT NOT NULL,
  po_number TEXT NOT NULL,
  order_number TEXT NOT NULL,
  delivery_number TEXT NOT NULL,
  description TEXT NOT NULL,
  origin_item_id TEXT,
  reason TEXT NOT NULL,
  bank_entry_id TEXT,
  entry_no BIGINT NOT NULL,
  balance BIGINT DEFAULT '0' NOT NULL,
  version BIGINT DEFAULT '0' NOT NULL,
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
);

CREATE TABLE posting (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  entry_no BIGINT NOT NULL,
  line BIGINT NOT NULL CHECK (line >= 1),
  kind TEXT NOT NULL,
  dr_account TEXT NOT NULL,
  dr_item TEXT,
  dr_customer TEXT,
  dr_version BIGINT,
  cr_account TEXT NOT NULL,
  cr_item TEXT,
  cr_customer TEXT,
  cr_version BIGINT,
  minor BIGINT NOT NULL CHECK (minor BETWEEN 1 AND 10000000000000),
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
);

CREATE TABLE application (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  application_id TEXT NOT NULL,
  entry_no BIGINT NOT NULL,
  receipt_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  cash BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  discount_earned BIGINT NOT NULL CHECK (discount_earned IN (0, 1)),
  write_off BIGINT NOT NULL,
  write_off_kind TEXT NOT NULL,
  deduction BIGINT NOT NULL,
  deduction_reason TEXT NOT NULL,
  deduction_item_id TEXT,
  gl_on DATE NOT NULL,
  decided_by TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence DOUBLE PRECISION,
  explanation TEXT NOT NULL,
  certificate_id TEXT NOT NULL,
  reverses BIGINT,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (application_id),
  FOREIGN KEY(entry_no) REFERENCES entry (no),
  FOREIGN KEY(receipt_id) REFERENCES item (item_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id),
  FOREIGN KEY(deduction_item_id) REFERENCES item (item_id),
  UNIQUE (reverses),
  FOREIGN KEY(reverses) REFERENCES application (no)
);

CREATE TABLE bank_file (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  content BYTEA NOT NULL,
  size BIGINT NOT NULL,
  taken_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (sha256)
);

CREATE TABLE bank_entry (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  position BIGINT NOT NULL,
  line BIGINT NOT NULL,
  kind TEXT NOT NULL,
  method TEXT NOT NULL,
  credit BIGINT NOT NULL CHECK (credit IN (0, 1)),
  minor BIGINT NOT NULL CHECK (minor >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  bank_reference TEXT NOT NULL,
  booked_on DATE,
  value_on DATE,
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
  trusted BIGINT NOT NULL CHECK (trusted IN (0, 1)),
  raw TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (entry_id),
  FOREIGN KEY(sha256) REFERENCES bank_file (sha256)
);

CREATE TABLE bank_control (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  line BIGINT NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  expected BIGINT,
  actual BIGINT NOT NULL,
  proof TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE bank_finding (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT NOT NULL,
  line BIGINT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  severity TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE tie (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  settled_by TEXT NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entry_id, settled_by),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entry_id) REFERENCES bank_entry (entry_id)
);

CREATE TABLE decision (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  decision_id TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  customer TEXT NOT NULL,
  confidence DOUBLE PRECISION,
  would_apply_if TEXT NOT NULL,
  explanation TEXT NOT NULL,
  certificate TEXT NOT NULL,
  engine TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  as_of DATE NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE proposal (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  decision_id TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  rank BIGINT NOT NULL CHECK (rank >= 1),
  item_id TEXT NOT NULL,
  cash BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  discount_earned BIGINT NOT NULL CHECK (discount_earned IN (0, 1)),
  write_off BIGINT NOT NULL,
  write_off_kind TEXT NOT NULL,
  deduction BIGINT NOT NULL,
  deduction_reason TEXT NOT NULL,
  confidence DOUBLE PRECISION,
  rule TEXT NOT NULL,
  explanation TEXT NOT NULL,
  spans TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);

CREATE TABLE resolution (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  receipt_id TEXT NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  resolved_at BIGINT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  rank BIGINT,
  assignee TEXT NOT NULL,
  until DATE,
  note TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE payer_link (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  support BIGINT NOT NULL,
  negative BIGINT NOT NULL CHECK (negative IN (0, 1)),
  source TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (kind, key, customer_number, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE acknowledgement (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  first BIGINT NOT NULL,
  last BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected')),
  reason TEXT NOT NULL,
  reference TEXT NOT NULL,
  acknowledged_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);

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

-- Rules. A message starts with the code of the refusal it becomes (ledger/book.py). They run once a statement, on sets;
-- EXECUTE plans each call anew, because a plan kept from a bulk call is many times slower for a single row.

CREATE FUNCTION no_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append_only: %', TG_TABLE_NAME;
END $$;

-- A batch is written last and seals what carries its number: linked to the one before, and nothing in it half done.
CREATE FUNCTION batch_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last batch%ROWTYPE; bad bigint;
BEGIN
  SELECT * INTO last FROM batch ORDER BY no DESC LIMIT 1;
  IF NEW.no <> coalesce(last.no, 0) + 1 THEN RAISE EXCEPTION 'broken_chain: batch numbers have no gaps'; END IF;
  IF NEW.prev_hash <> coalesce(last.hash, decode(repeat('00', 32), 'hex')) THEN
    RAISE EXCEPTION 'broken_chain: the hash of the batch before is not this one';
  END IF;
  IF NEW.recorded_at < last.recorded_at THEN RAISE EXCEPTION 'broken_chain: the clock runs back'; END IF;
  EXECUTE 'SELECT e.no FROM entry e WHERE e.batch = $1 AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.entry_no = e.no) LIMIT 1'
    INTO bad USING NEW.no;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'unbalanced: an entry without postings'; END IF;
  EXECUTE 'SELECT i.no FROM item i LEFT JOIN posting p ON p.entry_no = i.entry_no AND (p.dr_item = i.item_id OR p.cr_item = i.item_id)
    WHERE i.batch = $1 GROUP BY i.no
    HAVING i.amount IS DISTINCT FROM sum(CASE WHEN p.dr_item = i.item_id THEN p.minor ELSE 0 END
                                         - CASE WHEN p.cr_item = i.item_id THEN p.minor ELSE 0 END) LIMIT 1'
    INTO bad USING NEW.no;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'unbalanced: an item not opened by its whole amount'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rules BEFORE INSERT ON batch FOR EACH ROW EXECUTE FUNCTION batch_rules();

CREATE FUNCTION entry_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record; n bigint; low bigint; high bigint;
BEGIN
  SELECT count(*), min(no), max(no) INTO n, low, high FROM fresh;
  IF n = 0 THEN RETURN NULL; END IF;
  IF high - low + 1 <> n OR low <> coalesce((SELECT max(no) FROM entry WHERE no < low), 0) + 1 THEN
    RAISE EXCEPTION 'broken_chain: entry numbers have no gaps';
  END IF;
  FOR r IN SELECT DISTINCT entity, to_char(gl_on, 'YYYY-MM') AS month FROM fresh LOOP
    PERFORM 1 FROM period p WHERE p.entity = r.entity AND p.month = r.month AND p.state = 'open' FOR SHARE;
    IF NOT FOUND THEN RAISE EXCEPTION 'period_closed: the month of the GL day is closed or missing'; END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER rules AFTER INSERT ON entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION entry_rules();

CREATE FUNCTION item_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh WHERE balance <> 0 OR version <> 0 OR held_in <> '' OR held_for IS NOT NULL) THEN
    RAISE EXCEPTION 'unbalanced: an item starts empty';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rules AFTER INSERT ON item REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION item_rules();

-- All movements of one statement, gathered by item, change each item once; what cannot be changed so is stale.
CREATE FUNCTION posting_rules() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE bad text; n bigint; low bigint; high bigint;
BEGIN
  SELECT count(*), min(no), max(no) INTO n, low, high FROM fresh;
  IF n = 0 THEN RETURN NULL; END IF;
  IF high - low + 1 <> n OR low <> coalesce((SELECT max(no) FROM posting WHERE no < low), 0) + 1 THEN
    RAISE EXCEPTION 'broken_chain: posting numbers have no gaps';
  END IF;
  EXECUTE 'SELECT p.no::text FROM fresh p LEFT JOIN entry e ON e.no = p.entry_no
    WHERE e.batch IS DISTINCT FROM p.batch OR e.entity IS DISTINCT FROM p.entity LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'sealed: the entry is of another batch or entity'; END IF;
  EXECUTE 'SELECT p.no::text FROM fresh p
      LEFT JOIN account d ON d.entity = p.entity AND d.role = p.dr_account
      LEFT JOIN account c ON c.entity = p.entity AND c.role = p.cr_account
    WHERE (d.control = 1) IS DISTINCT FROM (p.dr_item IS NOT NULL) OR (c.control = 1) IS DISTINCT FROM (p.cr_item IS NOT NULL)
    LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'unbalanced: a control account names an item, no other account does'; END IF;
  EXECUTE 'WITH side AS (
      SELECT dr_item AS item, dr_version AS version, minor, currency, entity, dr_account AS account, dr_customer AS customer
        FROM fresh WHERE dr_item IS NOT NULL
      UNION ALL
      SELECT cr_item, cr_version, -minor, currency, entity, cr_account, cr_customer FROM fresh WHERE cr_item IS NOT NULL),
    gathered AS (
      SELECT item, count(*) AS n, count(DISTINCT version) AS versions, min(version) AS low, max(version) AS high, sum(minor) AS minor,
             min(currency) AS currency, max(currency) AS currency_too, min(entity) AS entity, max(entity) AS entity_too,
             (array_agg(account ORDER BY version DESC))[1] AS account, (array_agg(customer ORDER BY version DESC))[1] AS customer
        FROM side GROUP BY item),
    changed AS (
      UPDATE item i SET balance = i.balance + g.minor, version = g.high, held_in = g.account, held_for = g.customer FROM gathered g
       WHERE i.item_id = g.item AND i.version = g.low - 1 AND g.high - g.low + 1 = g.n AND g.versions = g.n
         AND i.currency = g.currency AND i.currency = g.currency_too AND i.entity = g.entity AND i.entity = g.entity_too
      RETURNING i.item_id)
    SELECT item FROM gathered WHERE item NOT IN (SELECT item_id FROM changed) LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'stale: item % has another version, currency or entity', bad; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rules AFTER INSERT ON posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION posting_rules();

-- The only change of an item is the one its postings make.
CREATE TRIGGER facts BEFORE UPDATE OF no, batch, entity, item_id, type, number, customer_number, currency, amount, issued_on, due_on, gl_on, terms, discount, discount_until, tax, freight, po_number, order_number, delivery_number, description, origin_item_id, reason, bank_entry_id, entry_no ON item
  FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER derived BEFORE UPDATE OF balance, version, held_in, held_for ON item
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION no_change();
CREATE TRIGGER no_delete BEFORE DELETE ON item FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON item FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- A month opens and closes by a logged change alone.
CREATE FUNCTION period_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO period (entity, month, state) VALUES (NEW.entity, NEW.month, NEW.state)
    ON CONFLICT (entity, month) DO UPDATE SET state = excluded.state;
  RETURN NULL;
END $$;
CREATE TRIGGER follows AFTER INSERT ON period_change FOR EACH ROW EXECUTE FUNCTION period_follows();
CREATE TRIGGER alone BEFORE INSERT OR UPDATE ON period FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION no_change();
CREATE TRIGGER no_delete BEFORE DELETE ON period FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON period FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- What is sealed takes no more rows.
CREATE FUNCTION sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh WHERE batch <> coalesce((SELECT max(no) FROM batch), 0) + 1) THEN
    RAISE EXCEPTION 'sealed: not the batch being written';
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['customer', 'customer_fact', 'period_change', 'entry', 'item', 'posting', 'application', 'bank_file', 'bank_entry', 'bank_control', 'bank_finding', 'tie', 'decision', 'proposal', 'resolution', 'payer_link', 'acknowledgement'] LOOP
    EXECUTE format('CREATE TRIGGER a_sealed AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed()', t);
  END LOOP;
END $$;

-- Append-only: what is written stays.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['entity', 'account', 'batch', 'customer', 'customer_fact', 'period_change', 'entry', 'posting', 'application', 'bank_file', 'bank_entry', 'bank_control', 'bank_finding', 'tie', 'decision', 'proposal', 'resolution', 'payer_link', 'acknowledgement'] LOOP
    EXECUTE format('CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION no_change()', t);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION no_change()', t);
  END LOOP;
END $$;
