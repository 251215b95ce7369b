-- Credit: limits in versions, orders as they were told, every check of them, who let one go, and holds by hand.


CREATE TABLE credit_limit (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('customer', 'group')),
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('base', 'temporary', 'insurance')),
  minor BIGINT NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  share BIGINT NOT NULL CHECK (share BETWEEN 0 AND 10000),
  valid_from DATE NOT NULL,
  valid_until DATE,
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
);
CREATE TRIGGER a_sealed AFTER INSERT ON credit_limit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON credit_limit FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON credit_limit FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE FUNCTION credit_limit_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.kind = 'credit_limit'
        AND r.request_id = n.request_id)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON credit_limit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION credit_limit_approved();
CREATE INDEX credit_limit_batch ON credit_limit (batch);

CREATE TABLE sales_order (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL CHECK (number <> ''),
  customer_number TEXT NOT NULL,
  ordered_by TEXT NOT NULL,
  ship_to TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  minor BIGINT NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  shipped BIGINT NOT NULL CHECK (shipped BETWEEN 0 AND minor),
  billed BIGINT NOT NULL CHECK (billed BETWEEN 0 AND minor),
  card BIGINT NOT NULL CHECK (card BETWEEN 0 AND minor),
  card_until DATE,
  ships_on DATE NOT NULL,
  terms TEXT NOT NULL,
  discount BIGINT NOT NULL CHECK (discount BETWEEN 0 AND 10000),
  po_number TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON sales_order REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON sales_order FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON sales_order FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX sales_order_batch ON sales_order (batch);

CREATE TABLE order_terms (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  discount BIGINT NOT NULL CHECK (discount BETWEEN 0 AND 10000),
  po_required BIGINT NOT NULL CHECK (po_required IN (0, 1)),
  ship_to_required BIGINT NOT NULL CHECK (ship_to_required IN (0, 1)),
  request_id TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON order_terms REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON order_terms FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON order_terms FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE FUNCTION order_terms_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.kind = 'order_terms'
        AND r.request_id = n.request_id)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON order_terms REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION order_terms_approved();
CREATE INDEX order_terms_batch ON order_terms (batch);

CREATE TABLE order_check (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  check_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL,
  order_no BIGINT NOT NULL,
  checkpoint TEXT NOT NULL CHECK (checkpoint IN ('entry', 'pick', 'ship', 'invoice')),
  on_day DATE NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'held', 'released')),
  failed TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number, no),
  CHECK ((outcome = 'passed') = (failed = '[]')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (check_id),
  FOREIGN KEY(order_no) REFERENCES sales_order (no)
);
CREATE TRIGGER a_sealed AFTER INSERT ON order_check REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON order_check FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON order_check FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX order_check_batch ON order_check (batch);

CREATE TABLE hold_release (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  check_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  number TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('released', 'rejected')),
  scope TEXT NOT NULL CHECK (scope IN ('order', 'customer')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  note TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  cap BIGINT NOT NULL CHECK (cap >= 0),
  until DATE NOT NULL,
  terms TEXT NOT NULL,
  by TEXT NOT NULL,
  request_id TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (check_id),
  FOREIGN KEY(check_id) REFERENCES order_check (check_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON hold_release REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON hold_release FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON hold_release FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX hold_release_batch ON hold_release (batch);

CREATE TABLE forced_hold (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  number TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  held BIGINT NOT NULL CHECK (held IN (0, 1)),
  note TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON forced_hold REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON forced_hold FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON forced_hold FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX forced_hold_batch ON forced_hold (batch);
CREATE INDEX sales_order_customer ON sales_order (entity, customer_number);
CREATE INDEX hold_release_customer ON hold_release (entity, customer_number);
CREATE INDEX customer_fact_parent ON customer_fact (entity, parent_number) WHERE parent_number <> '';
