-- How customers want their statements, in versions.

CREATE TABLE statement_preference (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  customer_number VARCHAR NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('none', 'open_item', 'balance_forward')),
  consolidated BIGINT NOT NULL CHECK (consolidated IN (0, 1)),
  form VARCHAR NOT NULL CHECK (form IN ('pdf', 'xlsx', 'csv')),
  cadence VARCHAR NOT NULL CHECK (cadence IN ('week', 'month', 'quarter')),
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
);
CREATE INDEX statement_preference_batch ON statement_preference (batch);
CREATE TRIGGER a_sealed AFTER INSERT ON statement_preference REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON statement_preference FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON statement_preference FOR EACH STATEMENT EXECUTE FUNCTION no_change();
