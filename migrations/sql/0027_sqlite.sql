-- Under which numbers of its sender a bank file came, and what it told under each.

CREATE TABLE bank_file_key (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  key TEXT NOT NULL,
  content TEXT NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (sha256, key),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(sha256) REFERENCES bank_file (sha256)
) STRICT;
CREATE TRIGGER bank_file_key_sealed BEFORE INSERT ON bank_file_key WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER bank_file_key_no_update BEFORE UPDATE ON bank_file_key BEGIN SELECT RAISE(ABORT, 'append_only: bank_file_key'); END;
CREATE TRIGGER bank_file_key_no_delete BEFORE DELETE ON bank_file_key BEGIN SELECT RAISE(ABORT, 'append_only: bank_file_key'); END;
CREATE INDEX bank_file_key_batch ON bank_file_key (batch);
CREATE INDEX bank_file_key_key ON bank_file_key (key);
