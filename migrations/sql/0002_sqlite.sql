-- What a person confirmed about a sender's files: column mappings of bank tables, layouts of lockboxes. Of several rows
-- with one kind and key the newest counts; an empty body takes the confirmation back.

CREATE TABLE pin (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  kind TEXT NOT NULL,
  "key" TEXT NOT NULL,
  body TEXT NOT NULL,
  actor TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (kind, "key", no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER pin_sealed BEFORE INSERT ON pin WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER pin_no_update BEFORE UPDATE ON pin BEGIN SELECT RAISE(ABORT, 'append_only: pin'); END;
CREATE TRIGGER pin_no_delete BEFORE DELETE ON pin BEGIN SELECT RAISE(ABORT, 'append_only: pin'); END;
