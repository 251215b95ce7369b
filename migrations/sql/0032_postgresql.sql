CREATE TABLE suppressed_mail (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  happened_on DATE NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  reason TEXT NOT NULL CHECK (reason IN ('do_not_email')),
  became TEXT NOT NULL CHECK (became IN ('letter', 'nothing', 'cancelled')),
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, happened_on, recipient),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON suppressed_mail REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON suppressed_mail FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON suppressed_mail FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX suppressed_mail_batch ON suppressed_mail (batch);
