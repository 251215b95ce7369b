-- What ERPs are told: their own keys, the instructions, and the states of each document, in allowed steps only.

CREATE TABLE erp_key (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  erp TEXT NOT NULL CHECK (erp <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('customer', 'document')),
  number TEXT NOT NULL CHECK (number <> ''),
  erp_id TEXT NOT NULL CHECK (erp_id <> ''),
  PRIMARY KEY (no),
  UNIQUE (erp, kind, number, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX erp_key_batch ON erp_key (batch);
CREATE TRIGGER a_sealed AFTER INSERT ON erp_key REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON erp_key FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON erp_key FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE erp_instruction (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  erp TEXT NOT NULL CHECK (erp <> ''),
  entity TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  content TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (erp, receipt_id, version),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  FOREIGN KEY(receipt_id) REFERENCES item (item_id)
);
CREATE INDEX erp_instruction_batch ON erp_instruction (batch);
CREATE TRIGGER a_sealed AFTER INSERT ON erp_instruction REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON erp_instruction FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON erp_instruction FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE erp_delivery (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  erp TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 16),
  receipt_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  step BIGINT NOT NULL CHECK (step >= 1),
  seq BIGINT NOT NULL CHECK (seq >= 1),
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'confirmed', 'rejected', 'uncertain')),
  erp_id TEXT NOT NULL,
  message TEXT NOT NULL,
  cash BIGINT NOT NULL,
  applied BIGINT NOT NULL,
  told_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (erp, reference, seq),
  CHECK (state NOT IN ('rejected', 'uncertain') OR message <> ''),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(erp, receipt_id, version) REFERENCES erp_instruction (erp, receipt_id, version)
);
CREATE INDEX erp_delivery_batch ON erp_delivery (batch);
CREATE TRIGGER a_sealed AFTER INSERT ON erp_delivery REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON erp_delivery FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON erp_delivery FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE FUNCTION erp_delivery_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text; last bigint;
BEGIN
  SELECT d.state, d.seq INTO before, last FROM erp_delivery d
    WHERE d.erp = NEW.erp AND d.reference = NEW.reference ORDER BY d.seq DESC LIMIT 1;
  IF coalesce(before, '') || '>' || NEW.state NOT IN ('>pending', 'pending>sent', 'pending>rejected', 'sent>confirmed', 'sent>rejected', 'sent>uncertain', 'sent>pending', 'uncertain>confirmed', 'uncertain>rejected', 'uncertain>pending', 'rejected>pending', 'rejected>confirmed') OR NEW.seq <> coalesce(last, 0) + 1 THEN
    RAISE EXCEPTION 'stale: an ERP document does not take this step';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER step BEFORE INSERT ON erp_delivery FOR EACH ROW EXECUTE FUNCTION erp_delivery_step();
