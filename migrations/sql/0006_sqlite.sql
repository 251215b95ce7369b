-- Terms of payment as data, days without business, and documents due in parts.

CREATE TABLE terms (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, code, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER terms_sealed BEFORE INSERT ON terms WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER terms_no_update BEFORE UPDATE ON terms BEGIN SELECT RAISE(ABORT, 'append_only: terms'); END;
CREATE TRIGGER terms_no_delete BEFORE DELETE ON terms BEGIN SELECT RAISE(ABORT, 'append_only: terms'); END;

CREATE TABLE holiday (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  day TEXT NOT NULL,
  name TEXT NOT NULL,
  closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
  PRIMARY KEY (no),
  UNIQUE (entity, day, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER holiday_sealed BEFORE INSERT ON holiday WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER holiday_no_update BEFORE UPDATE ON holiday BEGIN SELECT RAISE(ABORT, 'append_only: holiday'); END;
CREATE TRIGGER holiday_no_delete BEFORE DELETE ON holiday BEGIN SELECT RAISE(ABORT, 'append_only: holiday'); END;

CREATE TABLE instalment (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  item_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  due_on TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  offers TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (item_id, seq),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER instalment_sealed BEFORE INSERT ON instalment WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER instalment_no_update BEFORE UPDATE ON instalment BEGIN SELECT RAISE(ABORT, 'append_only: instalment'); END;
CREATE TRIGGER instalment_no_delete BEFORE DELETE ON instalment BEGIN SELECT RAISE(ABORT, 'append_only: instalment'); END;

-- Instalments of a document make up its whole amount.
CREATE TRIGGER batch_instalments BEFORE INSERT ON batch BEGIN
  SELECT RAISE(ABORT, 'unbalanced: the instalments of an item are not its amount')
    WHERE EXISTS (SELECT 1 FROM instalment s JOIN item i ON i.item_id = s.item_id WHERE s.batch = NEW.no
      GROUP BY i.item_id, i.amount, i.batch HAVING sum(s.minor) <> i.amount OR i.batch <> NEW.no);
END;
CREATE INDEX instalment_batch ON instalment (batch);
