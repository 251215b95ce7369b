CREATE TABLE kpi_target (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  kpi TEXT NOT NULL CHECK (kpi <> ''),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  sense TEXT NOT NULL CHECK (sense IN ('at_least', 'at_most', 'none')),
  target TEXT NOT NULL,
  owner TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, kpi, currency, no),
  CHECK (sense = 'none' OR (target <> '' AND owner <> '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER kpi_target_sealed BEFORE INSERT ON kpi_target WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER kpi_target_no_update BEFORE UPDATE ON kpi_target BEGIN SELECT RAISE(ABORT, 'append_only: kpi_target'); END;
CREATE TRIGGER kpi_target_no_delete BEFORE DELETE ON kpi_target BEGIN SELECT RAISE(ABORT, 'append_only: kpi_target'); END;
CREATE INDEX kpi_target_batch ON kpi_target (batch);

CREATE TABLE kpi_action (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  action_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  kpi TEXT NOT NULL CHECK (kpi <> ''),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  missed_on TEXT NOT NULL,
  value TEXT NOT NULL CHECK (value <> ''),
  sense TEXT NOT NULL CHECK (sense IN ('at_least', 'at_most')),
  target TEXT NOT NULL CHECK (target <> ''),
  owner TEXT NOT NULL CHECK (owner <> ''),
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, kpi, currency, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (action_id),
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER kpi_action_sealed BEFORE INSERT ON kpi_action WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER kpi_action_no_update BEFORE UPDATE ON kpi_action BEGIN SELECT RAISE(ABORT, 'append_only: kpi_action'); END;
CREATE TRIGGER kpi_action_no_delete BEFORE DELETE ON kpi_action BEGIN SELECT RAISE(ABORT, 'append_only: kpi_action'); END;
CREATE INDEX kpi_action_batch ON kpi_action (batch);

CREATE TABLE kpi_action_end (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  action_id TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (action_id),
  FOREIGN KEY(action_id) REFERENCES kpi_action (action_id)
) STRICT;
CREATE TRIGGER kpi_action_end_sealed BEFORE INSERT ON kpi_action_end WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER kpi_action_end_no_update BEFORE UPDATE ON kpi_action_end BEGIN SELECT RAISE(ABORT, 'append_only: kpi_action_end'); END;
CREATE TRIGGER kpi_action_end_no_delete BEFORE DELETE ON kpi_action_end BEGIN SELECT RAISE(ABORT, 'append_only: kpi_action_end'); END;
CREATE INDEX kpi_action_end_batch ON kpi_action_end (batch);
