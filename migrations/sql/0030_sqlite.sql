-- Disputes: cases, what became of them, tasks of departments.


CREATE TABLE dispute (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  item_id TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  reason TEXT NOT NULL CHECK (reason <> ''),
  customer_reason TEXT NOT NULL,
  claim_number TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('person', 'short_payment', 'reply')),
  opened_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (case_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER dispute_sealed BEFORE INSERT ON dispute WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dispute_no_update BEFORE UPDATE ON dispute BEGIN SELECT RAISE(ABORT, 'append_only: dispute'); END;
CREATE TRIGGER dispute_no_delete BEFORE DELETE ON dispute BEGIN SELECT RAISE(ABORT, 'append_only: dispute'); END;
CREATE INDEX dispute_batch ON dispute (batch);

CREATE TABLE dispute_event (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('state', 'reason', 'root_cause', 'validity', 'department', 'processor', 'next_step', 'document', 'note', 'request')),
  value TEXT NOT NULL CHECK (value <> ''),
  note TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (case_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(case_id) REFERENCES dispute (case_id)
) STRICT;
CREATE TRIGGER dispute_event_sealed BEFORE INSERT ON dispute_event WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dispute_event_no_update BEFORE UPDATE ON dispute_event BEGIN SELECT RAISE(ABORT, 'append_only: dispute_event'); END;
CREATE TRIGGER dispute_event_no_delete BEFORE DELETE ON dispute_event BEGIN SELECT RAISE(ABORT, 'append_only: dispute_event'); END;
CREATE INDEX dispute_event_batch ON dispute_event (batch);

CREATE TABLE dispute_task (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  department TEXT NOT NULL CHECK (department <> ''),
  what TEXT NOT NULL CHECK (what <> ''),
  due_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (case_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (task_id),
  FOREIGN KEY(case_id) REFERENCES dispute (case_id)
) STRICT;
CREATE TRIGGER dispute_task_sealed BEFORE INSERT ON dispute_task WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dispute_task_no_update BEFORE UPDATE ON dispute_task BEGIN SELECT RAISE(ABORT, 'append_only: dispute_task'); END;
CREATE TRIGGER dispute_task_no_delete BEFORE DELETE ON dispute_task BEGIN SELECT RAISE(ABORT, 'append_only: dispute_task'); END;
CREATE INDEX dispute_task_batch ON dispute_task (batch);

CREATE TABLE dispute_task_step (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('answered', 'escalated', 'done')),
  resolution TEXT NOT NULL,
  note TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (task_id, no),
  CHECK (state <> 'done' OR resolution <> ''),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(task_id) REFERENCES dispute_task (task_id)
) STRICT;
CREATE TRIGGER dispute_task_step_sealed BEFORE INSERT ON dispute_task_step WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dispute_task_step_no_update BEFORE UPDATE ON dispute_task_step BEGIN SELECT RAISE(ABORT, 'append_only: dispute_task_step'); END;
CREATE TRIGGER dispute_task_step_no_delete BEFORE DELETE ON dispute_task_step BEGIN SELECT RAISE(ABORT, 'append_only: dispute_task_step'); END;
CREATE INDEX dispute_task_step_batch ON dispute_task_step (batch);
CREATE UNIQUE INDEX dispute_task_once ON dispute_task_step (task_id, state) WHERE state <> 'answered';
CREATE INDEX dispute_item ON dispute (item_id);
