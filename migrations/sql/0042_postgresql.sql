-- Configuration: versions of a kind, each from its day on, as two people agreed.


CREATE TABLE config_version (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  name TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  body TEXT NOT NULL,
  effective_from DATE NOT NULL,
  restores BIGINT NOT NULL CHECK (restores >= 0),
  request_id TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, kind, name, version),
  CHECK (restores < version),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES verdict (request_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON config_version REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON config_version FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON config_version FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX config_version_batch ON config_version (batch);
