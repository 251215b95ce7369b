-- Guarantees: who stands in for a customer, with how much, on which document.

CREATE TABLE guarantee (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('customer', 'group')),
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('corporate', 'personal', 'standby_letter_of_credit', 'bank')),
  guarantor TEXT NOT NULL CHECK (guarantor <> ''),
  minor BIGINT NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  share BIGINT NOT NULL CHECK (share BETWEEN 0 AND 10000),
  valid_from DATE NOT NULL,
  valid_until DATE,
  call_by DATE,
  document_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (valid_until >= valid_from),
  CHECK (call_by >= valid_from),
  CHECK (valid_until IS NOT NULL OR kind IN ('corporate', 'personal')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(document_id) REFERENCES document (document_id),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON guarantee REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON guarantee FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON guarantee FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE FUNCTION guarantee_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.kind = 'credit_limit'
        AND r.request_id = n.request_id)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.document_id = n.document_id
      AND d.entity = n.entity AND d.customer_number = n.customer_number)) THEN
    RAISE EXCEPTION 'not_theirs: a guarantee stands on a document of its customer';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON guarantee REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION guarantee_approved();
CREATE INDEX guarantee_batch ON guarantee (batch);
