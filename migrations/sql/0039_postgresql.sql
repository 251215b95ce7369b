-- Escalations: who was asked for help with a customer, and what came of it.


CREATE TABLE escalation (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  escalation_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('sales', 'manager', 'agency')),
  item_id TEXT NOT NULL,
  person TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  why TEXT NOT NULL CHECK (why <> ''),
  raised_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (item_id, step),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (escalation_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON escalation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON escalation FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON escalation FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX escalation_batch ON escalation (batch);

CREATE TABLE escalation_end (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  escalation_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  ended_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (escalation_id),
  FOREIGN KEY(escalation_id) REFERENCES escalation (escalation_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON escalation_end REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON escalation_end FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON escalation_end FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX escalation_end_batch ON escalation_end (batch);
