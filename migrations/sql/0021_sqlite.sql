-- What customers promised, and how a promise ended other than by its day.


CREATE TABLE promise (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  promise_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  item_id TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  made_on TEXT NOT NULL,
  promised_on TEXT NOT NULL,
  tolerance INTEGER NOT NULL CHECK (tolerance >= 0),
  level INTEGER NOT NULL CHECK (level >= 1),
  person TEXT NOT NULL CHECK (person <> ''),
  note TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (promised_on >= made_on),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (promise_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER promise_sealed BEFORE INSERT ON promise WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER promise_no_update BEFORE UPDATE ON promise BEGIN SELECT RAISE(ABORT, 'append_only: promise'); END;
CREATE TRIGGER promise_no_delete BEFORE DELETE ON promise BEGIN SELECT RAISE(ABORT, 'append_only: promise'); END;
CREATE INDEX promise_batch ON promise (batch);

CREATE TABLE promise_end (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  promise_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('withdrawn', 'superseded')),
  ended_on TEXT NOT NULL,
  note TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (promise_id),
  FOREIGN KEY(promise_id) REFERENCES promise (promise_id)
) STRICT;
CREATE TRIGGER promise_end_sealed BEFORE INSERT ON promise_end WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER promise_end_no_update BEFORE UPDATE ON promise_end BEGIN SELECT RAISE(ABORT, 'append_only: promise_end'); END;
CREATE TRIGGER promise_end_no_delete BEFORE DELETE ON promise_end BEGIN SELECT RAISE(ABORT, 'append_only: promise_end'); END;
CREATE INDEX promise_end_batch ON promise_end (batch);
CREATE INDEX promise_item ON promise (item_id);
