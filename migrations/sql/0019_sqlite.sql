-- Credit: limits in versions, orders as they were told, every check of them, who let one go, and holds by hand.


CREATE TABLE credit_limit (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('customer', 'group')),
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('base', 'temporary', 'insurance')),
  minor INTEGER NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 10000),
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  request_id TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (valid_until >= valid_from),
  CHECK ((kind = 'base') = (valid_until IS NULL)),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
) STRICT;
CREATE TRIGGER credit_limit_sealed BEFORE INSERT ON credit_limit WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER credit_limit_no_update BEFORE UPDATE ON credit_limit BEGIN SELECT RAISE(ABORT, 'append_only: credit_limit'); END;
CREATE TRIGGER credit_limit_no_delete BEFORE DELETE ON credit_limit BEGIN SELECT RAISE(ABORT, 'append_only: credit_limit'); END;
CREATE TRIGGER credit_limit_approved BEFORE INSERT ON credit_limit BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'credit_limit'
        AND r.request_id = NEW.request_id);
END;
CREATE INDEX credit_limit_batch ON credit_limit (batch);

CREATE TABLE sales_order (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL CHECK (number <> ''),
  customer_number TEXT NOT NULL,
  ordered_by TEXT NOT NULL,
  ship_to TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  minor INTEGER NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  shipped INTEGER NOT NULL CHECK (shipped BETWEEN 0 AND minor),
  billed INTEGER NOT NULL CHECK (billed BETWEEN 0 AND minor),
  card INTEGER NOT NULL CHECK (card BETWEEN 0 AND minor),
  card_until TEXT,
  ships_on TEXT NOT NULL,
  terms TEXT NOT NULL,
  discount INTEGER NOT NULL CHECK (discount BETWEEN 0 AND 10000),
  po_number TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER sales_order_sealed BEFORE INSERT ON sales_order WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER sales_order_no_update BEFORE UPDATE ON sales_order BEGIN SELECT RAISE(ABORT, 'append_only: sales_order'); END;
CREATE TRIGGER sales_order_no_delete BEFORE DELETE ON sales_order BEGIN SELECT RAISE(ABORT, 'append_only: sales_order'); END;
CREATE INDEX sales_order_batch ON sales_order (batch);

CREATE TABLE order_terms (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  discount INTEGER NOT NULL CHECK (discount BETWEEN 0 AND 10000),
  po_required INTEGER NOT NULL CHECK (po_required IN (0, 1)),
  ship_to_required INTEGER NOT NULL CHECK (ship_to_required IN (0, 1)),
  request_id TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
) STRICT;
CREATE TRIGGER order_terms_sealed BEFORE INSERT ON order_terms WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER order_terms_no_update BEFORE UPDATE ON order_terms BEGIN SELECT RAISE(ABORT, 'append_only: order_terms'); END;
CREATE TRIGGER order_terms_no_delete BEFORE DELETE ON order_terms BEGIN SELECT RAISE(ABORT, 'append_only: order_terms'); END;
CREATE TRIGGER order_terms_approved BEFORE INSERT ON order_terms BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'order_terms'
        AND r.request_id = NEW.request_id);
END;
CREATE INDEX order_terms_batch ON order_terms (batch);

CREATE TABLE order_check (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL,
  order_no INTEGER NOT NULL,
  checkpoint TEXT NOT NULL CHECK (checkpoint IN ('entry', 'pick', 'ship', 'invoice')),
  on_day TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'held', 'released')),
  failed TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number, no),
  CHECK ((outcome = 'passed') = (failed = '[]')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (check_id),
  FOREIGN KEY(order_no) REFERENCES sales_order (no)
) STRICT;
CREATE TRIGGER order_check_sealed BEFORE INSERT ON order_check WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER order_check_no_update BEFORE UPDATE ON order_check BEGIN SELECT RAISE(ABORT, 'append_only: order_check'); END;
CREATE TRIGGER order_check_no_delete BEFORE DELETE ON order_check BEGIN SELECT RAISE(ABORT, 'append_only: order_check'); END;
CREATE INDEX order_check_batch ON order_check (batch);

CREATE TABLE hold_release (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('released', 'rejected')),
  scope TEXT NOT NULL CHECK (scope IN ('order', 'customer')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  note TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  cap INTEGER NOT NULL CHECK (cap >= 0),
  until TEXT NOT NULL,
  terms TEXT NOT NULL,
  "by" TEXT NOT NULL,
  request_id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (check_id),
  FOREIGN KEY(check_id) REFERENCES order_check (check_id)
) STRICT;
CREATE TRIGGER hold_release_sealed BEFORE INSERT ON hold_release WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER hold_release_no_update BEFORE UPDATE ON hold_release BEGIN SELECT RAISE(ABORT, 'append_only: hold_release'); END;
CREATE TRIGGER hold_release_no_delete BEFORE DELETE ON hold_release BEGIN SELECT RAISE(ABORT, 'append_only: hold_release'); END;
CREATE INDEX hold_release_batch ON hold_release (batch);

CREATE TABLE forced_hold (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  number TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  held INTEGER NOT NULL CHECK (held IN (0, 1)),
  note TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER forced_hold_sealed BEFORE INSERT ON forced_hold WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER forced_hold_no_update BEFORE UPDATE ON forced_hold BEGIN SELECT RAISE(ABORT, 'append_only: forced_hold'); END;
CREATE TRIGGER forced_hold_no_delete BEFORE DELETE ON forced_hold BEGIN SELECT RAISE(ABORT, 'append_only: forced_hold'); END;
CREATE INDEX forced_hold_batch ON forced_hold (batch);
CREATE INDEX sales_order_customer ON sales_order (entity, customer_number);
CREATE INDEX hold_release_customer ON hold_release (entity, customer_number);
CREATE INDEX customer_fact_parent ON customer_fact (entity, parent_number) WHERE parent_number <> '';
