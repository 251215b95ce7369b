-- Guarantees: who stands in for a customer, with how much, on which document.

CREATE TABLE guarantee (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('customer', 'group')),
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('corporate', 'personal', 'standby_letter_of_credit', 'bank')),
  guarantor TEXT NOT NULL CHECK (guarantor <> ''),
  minor INTEGER NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 10000),
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  call_by TEXT,
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
) STRICT;
CREATE TRIGGER guarantee_sealed BEFORE INSERT ON guarantee WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER guarantee_no_update BEFORE UPDATE ON guarantee BEGIN SELECT RAISE(ABORT, 'append_only: guarantee'); END;
CREATE TRIGGER guarantee_no_delete BEFORE DELETE ON guarantee BEGIN SELECT RAISE(ABORT, 'append_only: guarantee'); END;
CREATE TRIGGER guarantee_approved BEFORE INSERT ON guarantee BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'credit_limit'
        AND r.request_id = NEW.request_id);
  SELECT RAISE(ABORT, 'not_theirs: a guarantee stands on a document of its customer')
    WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.document_id = NEW.document_id AND d.entity = NEW.entity
      AND d.customer_number = NEW.customer_number);
END;
CREATE INDEX guarantee_batch ON guarantee (batch);
