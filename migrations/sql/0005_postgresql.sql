-- What people's answers taught of payers: which customer a mark is, how a payer writes our numbers, what he takes off.
-- One row an event; what is known of a thing is what its rows sum to (services/knowledge).

CREATE TABLE lesson (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  knowledge_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  key TEXT NOT NULL,
  form TEXT NOT NULL,
  pattern TEXT NOT NULL,
  means TEXT NOT NULL,
  event TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  taught_on DATE NOT NULL,
  taught_at BIGINT NOT NULL,
  reach_receipts BIGINT NOT NULL,
  reach_minor BIGINT NOT NULL,
  reach_currency TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (knowledge_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON lesson REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON lesson FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON lesson FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX lesson_of_receipt ON lesson (receipt_id);
