-- What ERPs are told: their own keys, the instructions, and the states of each document, in allowed steps only.

CREATE TABLE erp_key (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  erp TEXT NOT NULL CHECK (erp <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('customer', 'document')),
  number TEXT NOT NULL CHECK (number <> ''),
  erp_id TEXT NOT NULL CHECK (erp_id <> ''),
  PRIMARY KEY (no),
  UNIQUE (erp, kind, number, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX erp_key_batch ON erp_key (batch);
CREATE TRIGGER erp_key_sealed BEFORE INSERT ON erp_key WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER erp_key_no_update BEFORE UPDATE ON erp_key BEGIN SELECT RAISE(ABORT, 'append_only: erp_key'); END;
CREATE TRIGGER erp_key_no_delete BEFORE DELETE ON erp_key BEGIN SELECT RAISE(ABORT, 'append_only: erp_key'); END;

CREATE TABLE erp_instruction (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  erp TEXT NOT NULL CHECK (erp <> ''),
  entity TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  content TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (erp, receipt_id, version),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  FOREIGN KEY(receipt_id) REFERENCES item (item_id)
) STRICT;
CREATE INDEX erp_instruction_batch ON erp_instruction (batch);
CREATE TRIGGER erp_instruction_sealed BEFORE INSERT ON erp_instruction WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER erp_instruction_no_update BEFORE UPDATE ON erp_instruction BEGIN SELECT RAISE(ABORT, 'append_only: erp_instruction'); END;
CREATE TRIGGER erp_instruction_no_delete BEFORE DELETE ON erp_instruction BEGIN SELECT RAISE(ABORT, 'append_only: erp_instruction'); END;

CREATE TABLE erp_delivery (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  erp TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 16),
  receipt_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  step INTEGER NOT NULL CHECK (step >= 1),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'confirmed', 'rejected', 'uncertain')),
  erp_id TEXT NOT NULL,
  message TEXT NOT NULL,
  cash INTEGER NOT NULL,
  applied INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (erp, reference, seq),
  CHECK (state NOT IN ('rejected', 'uncertain') OR message <> ''),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(erp, receipt_id, version) REFERENCES erp_instruction (erp, receipt_id, version)
) STRICT;
CREATE INDEX erp_delivery_batch ON erp_delivery (batch);
CREATE TRIGGER erp_delivery_sealed BEFORE INSERT ON erp_delivery WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER erp_delivery_no_update BEFORE UPDATE ON erp_delivery BEGIN SELECT RAISE(ABORT, 'append_only: erp_delivery'); END;
CREATE TRIGGER erp_delivery_no_delete BEFORE DELETE ON erp_delivery BEGIN SELECT RAISE(ABORT, 'append_only: erp_delivery'); END;
CREATE TRIGGER erp_delivery_step BEFORE INSERT ON erp_delivery
WHEN coalesce((SELECT d.state FROM erp_delivery d WHERE d.erp = NEW.erp AND d.reference = NEW.reference ORDER BY d.seq DESC LIMIT 1), '')
  || '>' || NEW.state NOT IN ('>pending', 'pending>sent', 'pending>rejected', 'sent>confirmed', 'sent>rejected', 'sent>uncertain', 'sent>pending', 'uncertain>confirmed', 'uncertain>rejected', 'uncertain>pending', 'rejected>pending', 'rejected>confirmed')
  OR NEW.seq <> coalesce((SELECT max(d.seq) FROM erp_delivery d WHERE d.erp = NEW.erp AND d.reference = NEW.reference), 0) + 1
BEGIN
  SELECT RAISE(ABORT, 'stale: an ERP document does not take this step');
END;
