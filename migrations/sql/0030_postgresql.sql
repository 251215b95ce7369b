-- Disputes: cases, what became of them, tasks of departments.


CREATE TABLE dispute (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  case_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  item_id TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  reason TEXT NOT NULL CHECK (reason <> ''),
  customer_reason TEXT NOT NULL,
  claim_number TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('person', 'short_payment', 'reply')),
  opened_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (case_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON dispute REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dispute FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dispute FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dispute_batch ON dispute (batch);

CREATE TABLE dispute_event (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  case_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('state', 'reason', 'root_cause', 'validity', 'department', 'processor', 'next_step', 'document', 'note', 'request')),
  value TEXT NOT NULL CHECK (value <> ''),
  note TEXT NOT NULL,
  happened_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (case_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(case_id) REFERENCES dispute (case_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON dispute_event REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dispute_event FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dispute_event FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dispute_event_batch ON dispute_event (batch);

CREATE TABLE dispute_task (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  task_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  department TEXT NOT NULL CHECK (department <> ''),
  what TEXT NOT NULL CHECK (what <> ''),
  due_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (case_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (task_id),
  FOREIGN KEY(case_id) REFERENCES dispute (case_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON dispute_task REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dispute_task FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dispute_task FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dispute_task_batch ON dispute_task (batch);

CREATE TABLE dispute_task_step (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  task_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('answered', 'escalated', 'done')),
  resolution TEXT NOT NULL,
  note TEXT NOT NULL,
  happened_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (task_id, no),
  CHECK (state <> 'done' OR resolution <> ''),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(task_id) REFERENCES dispute_task (task_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON dispute_task_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dispute_task_step FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dispute_task_step FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dispute_task_step_batch ON dispute_task_step (batch);
CREATE UNIQUE INDEX dispute_task_once ON dispute_task_step (task_id, state) WHERE state <> 'answered';
CREATE INDEX dispute_item ON dispute (item_id);
