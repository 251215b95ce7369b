-- Escalations: who was asked for help with a customer, and what came of it.


CREATE TABLE escalation (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  escalation_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('sales', 'manager', 'agency')),
  item_id TEXT NOT NULL,
  person TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  why TEXT NOT NULL CHECK (why <> ''),
  raised_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (item_id, step),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (escalation_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER escalation_sealed BEFORE INSERT ON escalation WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER escalation_no_update BEFORE UPDATE ON escalation BEGIN SELECT RAISE(ABORT, 'append_only: escalation'); END;
CREATE TRIGGER escalation_no_delete BEFORE DELETE ON escalation BEGIN SELECT RAISE(ABORT, 'append_only: escalation'); END;
CREATE INDEX escalation_batch ON escalation (batch);

CREATE TABLE escalation_end (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  escalation_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  ended_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (escalation_id),
  FOREIGN KEY(escalation_id) REFERENCES escalation (escalation_id)
) STRICT;
CREATE TRIGGER escalation_end_sealed BEFORE INSERT ON escalation_end WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER escalation_end_no_update BEFORE UPDATE ON escalation_end BEGIN SELECT RAISE(ABORT, 'append_only: escalation_end'); END;
CREATE TRIGGER escalation_end_no_delete BEFORE DELETE ON escalation_end BEGIN SELECT RAISE(ABORT, 'append_only: escalation_end'); END;
CREATE INDEX escalation_end_batch ON escalation_end (batch);
