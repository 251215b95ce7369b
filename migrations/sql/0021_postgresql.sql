-- What customers promised, and how a promise ended other than by its day.


CREATE TABLE promise (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  promise_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  item_id TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  made_on DATE NOT NULL,
  promised_on DATE NOT NULL,
  tolerance BIGINT NOT NULL CHECK (tolerance >= 0),
  level BIGINT NOT NULL CHECK (level >= 1),
  person TEXT NOT NULL CHECK (person <> ''),
  note TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (promised_on >= made_on),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (promise_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON promise REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON promise FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON promise FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX promise_batch ON promise (batch);

CREATE TABLE promise_end (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  promise_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('withdrawn', 'superseded')),
  ended_on DATE NOT NULL,
  note TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (promise_id),
  FOREIGN KEY(promise_id) REFERENCES promise (promise_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON promise_end REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON promise_end FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON promise_end FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX promise_end_batch ON promise_end (batch);
CREATE INDEX promise_item ON promise (item_id);
