-- Terms of payment as data, days without business, and documents due in parts.

CREATE TABLE terms (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL,
  valid_from DATE NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, code, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON terms REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON terms FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON terms FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE holiday (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  day DATE NOT NULL,
  name TEXT NOT NULL,
  closed BIGINT NOT NULL CHECK (closed IN (0, 1)),
  PRIMARY KEY (no),
  UNIQUE (entity, day, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON holiday REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON holiday FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON holiday FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE instalment (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  item_id TEXT NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  due_on DATE NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  offers TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (item_id, seq),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON instalment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON instalment FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON instalment FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- Instalments of a document make up its whole amount.
CREATE FUNCTION instalment_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM instalment s JOIN item i ON i.item_id = s.item_id WHERE s.batch = NEW.no
      GROUP BY i.item_id, i.amount, i.batch HAVING sum(s.minor) <> i.amount OR i.batch <> NEW.no) THEN
    RAISE EXCEPTION 'unbalanced: the instalments of an item are not its amount';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER instalments BEFORE INSERT ON batch FOR EACH ROW EXECUTE FUNCTION instalment_rules();
CREATE INDEX instalment_batch ON instalment (batch);
