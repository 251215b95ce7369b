-- Under which numbers of its sender a bank file came, and what it told under each.

CREATE TABLE bank_file_key (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  key TEXT NOT NULL,
  content TEXT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (sha256, key),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(sha256) REFERENCES bank_file (sha256)
);
CREATE TRIGGER a_sealed AFTER INSERT ON bank_file_key REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON bank_file_key FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON bank_file_key FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX bank_file_key_batch ON bank_file_key (batch);
CREATE INDEX bank_file_key_key ON bank_file_key (key);
