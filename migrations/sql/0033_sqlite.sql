-- Arrangements: payment plans and settlements, their documents and parts, how they ended.


CREATE TABLE arrangement (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  arrangement_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  waiver TEXT NOT NULL CHECK (waiver IN ('', 'bad_debt', 'bad_debt_expensed', 'concession')),
  waived INTEGER NOT NULL,
  agreed_on TEXT NOT NULL,
  grace INTEGER NOT NULL CHECK (grace >= 0),
  misses INTEGER NOT NULL CHECK (misses >= 1),
  person TEXT NOT NULL CHECK (person <> ''),
  conditions TEXT NOT NULL,
  request_id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (waived >= 0 AND waived < minor AND (waived = 0) = (waiver = '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (arrangement_id),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
) STRICT;
CREATE TRIGGER arrangement_sealed BEFORE INSERT ON arrangement WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER arrangement_no_update BEFORE UPDATE ON arrangement BEGIN SELECT RAISE(ABORT, 'append_only: arrangement'); END;
CREATE TRIGGER arrangement_no_delete BEFORE DELETE ON arrangement BEGIN SELECT RAISE(ABORT, 'append_only: arrangement'); END;
CREATE INDEX arrangement_batch ON arrangement (batch);

CREATE TABLE arrangement_item (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  arrangement_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  PRIMARY KEY (no),
  UNIQUE (arrangement_id, item_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(arrangement_id) REFERENCES arrangement (arrangement_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER arrangement_item_sealed BEFORE INSERT ON arrangement_item WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER arrangement_item_no_update BEFORE UPDATE ON arrangement_item BEGIN SELECT RAISE(ABORT, 'append_only: arrangement_item'); END;
CREATE TRIGGER arrangement_item_no_delete BEFORE DELETE ON arrangement_item BEGIN SELECT RAISE(ABORT, 'append_only: arrangement_item'); END;
CREATE INDEX arrangement_item_batch ON arrangement_item (batch);

CREATE TABLE arrangement_due (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  arrangement_id TEXT NOT NULL,
  due_on TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  PRIMARY KEY (no),
  UNIQUE (arrangement_id, due_on),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(arrangement_id) REFERENCES arrangement (arrangement_id)
) STRICT;
CREATE TRIGGER arrangement_due_sealed BEFORE INSERT ON arrangement_due WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER arrangement_due_no_update BEFORE UPDATE ON arrangement_due BEGIN SELECT RAISE(ABORT, 'append_only: arrangement_due'); END;
CREATE TRIGGER arrangement_due_no_delete BEFORE DELETE ON arrangement_due BEGIN SELECT RAISE(ABORT, 'append_only: arrangement_due'); END;
CREATE INDEX arrangement_due_batch ON arrangement_due (batch);

CREATE TABLE arrangement_end (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  arrangement_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('cancelled', 'settled')),
  ended_on TEXT NOT NULL,
  note TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (arrangement_id),
  FOREIGN KEY(arrangement_id) REFERENCES arrangement (arrangement_id)
) STRICT;
CREATE TRIGGER arrangement_end_sealed BEFORE INSERT ON arrangement_end WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER arrangement_end_no_update BEFORE UPDATE ON arrangement_end BEGIN SELECT RAISE(ABORT, 'append_only: arrangement_end'); END;
CREATE TRIGGER arrangement_end_no_delete BEFORE DELETE ON arrangement_end BEGIN SELECT RAISE(ABORT, 'append_only: arrangement_end'); END;
CREATE INDEX arrangement_end_batch ON arrangement_end (batch);
CREATE INDEX arrangement_item_document ON arrangement_item (item_id);
CREATE TRIGGER arrangement_approved BEFORE INSERT ON arrangement BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.request_id = NEW.request_id
        AND r.kind = CASE WHEN NEW.waived > 0 THEN 'settlement' ELSE 'payment_plan' END
        AND r.minor = CASE WHEN NEW.waived > 0 THEN NEW.waived ELSE NEW.minor END
        AND r.currency = NEW.currency AND r.customer_number = NEW.customer_number);
END;

-- What an approved settlement waives is written off by the command that ends it, when its cash has come.
DROP TRIGGER entry_approved;
CREATE TRIGGER entry_approved BEFORE INSERT ON entry
WHEN NEW.reverses IS NULL AND NEW.kind IN ('bad_debt', 'bad_debt_expensed', 'concession', 'payable_netted', 'note_taken', 'refund_approved', 'unclaimed', 'late_discount') BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = NEW.kind)
    AND NOT EXISTS (SELECT 1 FROM arrangement_end x JOIN arrangement a ON a.arrangement_id = x.arrangement_id
      WHERE x.batch = NEW.batch AND x.state = 'settled' AND a.entity = NEW.entity AND a.waiver = NEW.kind);
END;
