CREATE TABLE kpi_target (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  kpi TEXT NOT NULL CHECK (kpi <> ''),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  sense TEXT NOT NULL CHECK (sense IN ('at_least', 'at_most', 'none')),
  target TEXT NOT NULL,
  owner TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, kpi, currency, no),
  CHECK (sense = 'none' OR (target <> '' AND owner <> '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON kpi_target REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON kpi_target FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON kpi_target FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX kpi_target_batch ON kpi_target (batch);

CREATE TABLE kpi_action (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  action_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  kpi TEXT NOT NULL CHECK (kpi <> ''),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  missed_on DATE NOT NULL,
  value TEXT NOT NULL CHECK (value <> ''),
  sense TEXT NOT NULL CHECK (sense IN ('at_least', 'at_most')),
  target TEXT NOT NULL CHECK (target <> ''),
  owner TEXT NOT NULL CHECK (owner <> ''),
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, kpi, currency, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (action_id),
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON kpi_action REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON kpi_action FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON kpi_action FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX kpi_action_batch ON kpi_action (batch);

CREATE TABLE kpi_action_end (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  action_id TEXT NOT NULL,
  ended_on DATE NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (action_id),
  FOREIGN KEY(action_id) REFERENCES kpi_action (action_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON kpi_action_end REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON kpi_action_end FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON kpi_action_end FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX kpi_action_end_batch ON kpi_action_end (batch);
