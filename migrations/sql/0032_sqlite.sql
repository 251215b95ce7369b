CREATE TABLE suppressed_mail (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  reason TEXT NOT NULL CHECK (reason IN ('do_not_email')),
  became TEXT NOT NULL CHECK (became IN ('letter', 'nothing', 'cancelled')),
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, happened_on, recipient),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER suppressed_mail_sealed BEFORE INSERT ON suppressed_mail WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER suppressed_mail_no_update BEFORE UPDATE ON suppressed_mail BEGIN SELECT RAISE(ABORT, 'append_only: suppressed_mail'); END;
CREATE TRIGGER suppressed_mail_no_delete BEFORE DELETE ON suppressed_mail BEGIN SELECT RAISE(ABORT, 'append_only: suppressed_mail'); END;
CREATE INDEX suppressed_mail_batch ON suppressed_mail (batch);
