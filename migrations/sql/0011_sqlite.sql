-- Documents on their way, and the numbers we give them.

CREATE TABLE sending (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  item_id TEXT NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('sent', 'delivered', 'accepted', 'bounced', 'rejected')),
  channel TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (item_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER sending_sealed BEFORE INSERT ON sending WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER sending_no_update BEFORE UPDATE ON sending BEGIN SELECT RAISE(ABORT, 'append_only: sending'); END;
CREATE TRIGGER sending_no_delete BEFORE DELETE ON sending BEGIN SELECT RAISE(ABORT, 'append_only: sending'); END;

CREATE TABLE series_number (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  series TEXT NOT NULL,
  value INTEGER NOT NULL CHECK (value >= 1),
  PRIMARY KEY (no),
  UNIQUE (entity, series, value),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER series_number_sealed BEFORE INSERT ON series_number WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER series_number_no_update BEFORE UPDATE ON series_number BEGIN SELECT RAISE(ABORT, 'append_only: series_number'); END;
CREATE TRIGGER series_number_no_delete BEFORE DELETE ON series_number BEGIN SELECT RAISE(ABORT, 'append_only: series_number'); END;


-- Numbers of a series have no gap.
CREATE TRIGGER series_number_next BEFORE INSERT ON series_number BEGIN
  SELECT RAISE(ABORT, 'broken_chain: numbers of a series have no gaps') WHERE NEW.value IS NOT (
    SELECT coalesce(max(value), 0) + 1 FROM series_number WHERE entity = NEW.entity AND series = NEW.series);
END;
-- An invoice is credited and billed again within the command that approves it.
CREATE TRIGGER entry_rebilled BEFORE INSERT ON entry WHEN NEW.reverses IS NULL AND NEW.kind = 'rebilled' BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'rebill');
END;
