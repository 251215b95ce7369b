-- Configuration: versions of a kind, each from its day on, as two people agreed.


CREATE TABLE config_version (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  body TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  restores INTEGER NOT NULL CHECK (restores >= 0),
  request_id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, kind, name, version),
  CHECK (restores < version),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES verdict (request_id)
) STRICT;
CREATE TRIGGER config_version_sealed BEFORE INSERT ON config_version WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER config_version_no_update BEFORE UPDATE ON config_version BEGIN SELECT RAISE(ABORT, 'append_only: config_version'); END;
CREATE TRIGGER config_version_no_delete BEFORE DELETE ON config_version BEGIN SELECT RAISE(ABORT, 'append_only: config_version'); END;
CREATE INDEX config_version_batch ON config_version (batch);
