-- What people's answers taught of payers: which customer a mark is, how a payer writes our numbers, what he takes off.
-- One row an event; what is known of a thing is what its rows sum to (services/knowledge).

CREATE TABLE lesson (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  knowledge_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  "key" TEXT NOT NULL,
  form TEXT NOT NULL,
  pattern TEXT NOT NULL,
  means TEXT NOT NULL,
  event TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  taught_on TEXT NOT NULL,
  taught_at INTEGER NOT NULL,
  reach_receipts INTEGER NOT NULL,
  reach_minor INTEGER NOT NULL,
  reach_currency TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (knowledge_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER lesson_sealed BEFORE INSERT ON lesson WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER lesson_no_update BEFORE UPDATE ON lesson BEGIN SELECT RAISE(ABORT, 'append_only: lesson'); END;
CREATE TRIGGER lesson_no_delete BEFORE DELETE ON lesson BEGIN SELECT RAISE(ABORT, 'append_only: lesson'); END;
CREATE INDEX lesson_of_receipt ON lesson (receipt_id);
