-- How customers want their statements, in versions.

CREATE TABLE statement_preference (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('none', 'open_item', 'balance_forward')),
  consolidated INTEGER NOT NULL CHECK (consolidated IN (0, 1)),
  form TEXT NOT NULL CHECK (form IN ('pdf', 'xlsx', 'csv')),
  cadence TEXT NOT NULL CHECK (cadence IN ('week', 'month', 'quarter')),
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
) STRICT;
CREATE INDEX statement_preference_batch ON statement_preference (batch);
CREATE TRIGGER statement_preference_sealed BEFORE INSERT ON statement_preference WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER statement_preference_no_update BEFORE UPDATE ON statement_preference BEGIN SELECT RAISE(ABORT, 'append_only: statement_preference'); END;
CREATE TRIGGER statement_preference_no_delete BEFORE DELETE ON statement_preference BEGIN SELECT RAISE(ABORT, 'append_only: statement_preference'); END;
