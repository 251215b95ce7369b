-- Arrangements: payment plans and settlements, their documents and parts, how they ended.


CREATE TABLE arrangement (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  arrangement_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  waiver TEXT NOT NULL CHECK (waiver IN ('', 'bad_debt', 'bad_debt_expensed', 'concession')),
  waived BIGINT NOT NULL,
  agreed_on DATE NOT NULL,
  grace BIGINT NOT NULL CHECK (grace >= 0),
  misses BIGINT NOT NULL CHECK (misses >= 1),
  person TEXT NOT NULL CHECK (person <> ''),
  conditions TEXT NOT NULL,
  request_id TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (waived >= 0 AND waived < minor AND (waived = 0) = (waiver = '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (arrangement_id),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON arrangement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON arrangement FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON arrangement FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX arrangement_batch ON arrangement (batch);

CREATE TABLE arrangement_item (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  arrangement_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  PRIMARY KEY (no),
  UNIQUE (arrangement_id, item_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(arrangement_id) REFERENCES arrangement (arrangement_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON arrangement_item REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON arrangement_item FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON arrangement_item FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX arrangement_item_batch ON arrangement_item (batch);

CREATE TABLE arrangement_due (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  arrangement_id TEXT NOT NULL,
  due_on DATE NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  PRIMARY KEY (no),
  UNIQUE (arrangement_id, due_on),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(arrangement_id) REFERENCES arrangement (arrangement_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON arrangement_due REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON arrangement_due FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON arrangement_due FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX arrangement_due_batch ON arrangement_due (batch);

CREATE TABLE arrangement_end (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  arrangement_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('cancelled', 'settled')),
  ended_on DATE NOT NULL,
  note TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (arrangement_id),
  FOREIGN KEY(arrangement_id) REFERENCES arrangement (arrangement_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON arrangement_end REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON arrangement_end FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON arrangement_end FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX arrangement_end_batch ON arrangement_end (batch);
CREATE INDEX arrangement_item_document ON arrangement_item (item_id);
CREATE FUNCTION arrangement_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.request_id = n.request_id
        AND r.kind = CASE WHEN n.waived > 0 THEN 'settlement' ELSE 'payment_plan' END
        AND r.minor = CASE WHEN n.waived > 0 THEN n.waived ELSE n.minor END
        AND r.currency = n.currency AND r.customer_number = n.customer_number)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON arrangement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION arrangement_approved();

-- What an approved settlement waives is written off by the command that ends it, when its cash has come.
CREATE OR REPLACE FUNCTION entry_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh e WHERE e.reverses IS NULL AND e.kind IN ('bad_debt', 'bad_debt_expensed', 'concession', 'payable_netted', 'note_taken', 'refund_approved', 'unclaimed', 'late_discount')
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = e.batch AND v.verdict = 'approved' AND r.entity = e.entity AND r.kind = e.kind)
      AND NOT EXISTS (SELECT 1 FROM arrangement_end x JOIN arrangement a ON a.arrangement_id = x.arrangement_id
        WHERE x.batch = e.batch AND x.state = 'settled' AND a.entity = e.entity AND a.waiver = e.kind)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
