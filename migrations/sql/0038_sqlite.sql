-- Agencies: who collects for us, what was placed with them, what became of it.


CREATE TABLE agency (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  body TEXT NOT NULL,
  request_id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, code, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
) STRICT;
CREATE TRIGGER agency_sealed BEFORE INSERT ON agency WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER agency_no_update BEFORE UPDATE ON agency BEGIN SELECT RAISE(ABORT, 'append_only: agency'); END;
CREATE TRIGGER agency_no_delete BEFORE DELETE ON agency BEGIN SELECT RAISE(ABORT, 'append_only: agency'); END;
CREATE INDEX agency_batch ON agency (batch);

CREATE TABLE placement (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  placement_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  agency TEXT NOT NULL CHECK (agency <> ''),
  jurisdiction TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  fee INTEGER NOT NULL CHECK (fee BETWEEN 0 AND 10000),
  placed_on TEXT NOT NULL,
  free_until TEXT NOT NULL,
  file TEXT NOT NULL CHECK (file <> ''),
  request_id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (placement_id),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
) STRICT;
CREATE TRIGGER placement_sealed BEFORE INSERT ON placement WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER placement_no_update BEFORE UPDATE ON placement BEGIN SELECT RAISE(ABORT, 'append_only: placement'); END;
CREATE TRIGGER placement_no_delete BEFORE DELETE ON placement BEGIN SELECT RAISE(ABORT, 'append_only: placement'); END;
CREATE INDEX placement_batch ON placement (batch);

CREATE TABLE placement_item (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  placement_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  PRIMARY KEY (no),
  UNIQUE (placement_id, item_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(placement_id) REFERENCES placement (placement_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER placement_item_sealed BEFORE INSERT ON placement_item WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER placement_item_no_update BEFORE UPDATE ON placement_item BEGIN SELECT RAISE(ABORT, 'append_only: placement_item'); END;
CREATE TRIGGER placement_item_no_delete BEFORE DELETE ON placement_item BEGIN SELECT RAISE(ABORT, 'append_only: placement_item'); END;
CREATE INDEX placement_item_batch ON placement_item (batch);

CREATE TABLE placement_step (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  placement_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('acknowledged', 'promise', 'remitted', 'direct_payment', 'suit_authorised', 'recalled', 'closed')),
  note TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (placement_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(placement_id) REFERENCES placement (placement_id)
) STRICT;
CREATE TRIGGER placement_step_sealed BEFORE INSERT ON placement_step WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER placement_step_no_update BEFORE UPDATE ON placement_step BEGIN SELECT RAISE(ABORT, 'append_only: placement_step'); END;
CREATE TRIGGER placement_step_no_delete BEFORE DELETE ON placement_step BEGIN SELECT RAISE(ABORT, 'append_only: placement_step'); END;
CREATE INDEX placement_step_batch ON placement_step (batch);
CREATE INDEX placement_item_document ON placement_item (item_id);
CREATE TRIGGER placement_approved BEFORE INSERT ON placement BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.request_id = NEW.request_id
        AND r.kind = 'placement' AND r.customer_number = NEW.customer_number AND r.minor = NEW.minor);
END;
CREATE TRIGGER agency_approved BEFORE INSERT ON agency BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.request_id = NEW.request_id
        AND r.kind = 'agency');
END;
