-- Card money: tokens, what processors are asked and told, what was posted.


CREATE TABLE card_token (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  token_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  processor TEXT NOT NULL CHECK (processor <> ''),
  token TEXT NOT NULL CHECK (token <> ''),
  brand TEXT NOT NULL,
  last4 TEXT NOT NULL CHECK (length(last4) IN (0, 4)),
  expires_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, token),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (token_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON card_token REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON card_token FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON card_token FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX card_token_batch ON card_token (batch);

CREATE TABLE card_operation (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  operation_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('authorise', 'capture', 'void', 'refund')),
  processor TEXT NOT NULL,
  authorisation_id TEXT NOT NULL,
  about_id TEXT NOT NULL,
  token_id TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  order_number TEXT NOT NULL,
  item_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  rest BIGINT NOT NULL CHECK (rest >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (operation_id),
  FOREIGN KEY(token_id) REFERENCES card_token (token_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON card_operation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON card_operation FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON card_operation FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX card_operation_batch ON card_operation (batch);

CREATE TABLE card_step (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  operation_id TEXT NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'uncertain', 'approved', 'declined', 'contradicted')),
  minor BIGINT NOT NULL CHECK (minor >= 0),
  processor_id TEXT NOT NULL,
  until DATE,
  message TEXT NOT NULL,
  by TEXT NOT NULL,
  told_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (operation_id, seq),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(operation_id) REFERENCES card_operation (operation_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON card_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON card_step FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON card_step FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX card_step_batch ON card_step (batch);

CREATE TABLE card_event (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  processor TEXT NOT NULL,
  event_id TEXT NOT NULL CHECK (event_id <> ''),
  kind TEXT NOT NULL CHECK (kind <> ''),
  operation_id TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 0),
  happened_on DATE NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, event_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON card_event REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON card_event FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON card_event FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX card_event_batch ON card_event (batch);

CREATE TABLE card_payout (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  processor TEXT NOT NULL,
  payout_id TEXT NOT NULL CHECK (payout_id <> ''),
  paid_on DATE NOT NULL,
  net BIGINT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, payout_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON card_payout REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON card_payout FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON card_payout FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX card_payout_batch ON card_payout (batch);

CREATE TABLE card_payout_line (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  processor TEXT NOT NULL,
  payout_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'chargeback', 'returned', 'other')),
  reference TEXT NOT NULL,
  gross BIGINT NOT NULL,
  fee BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, payout_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON card_payout_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON card_payout_line FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON card_payout_line FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX card_payout_line_batch ON card_payout_line (batch);

CREATE TABLE card_posting (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'chargeback', 'returned', 'payout')),
  processor TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (reference <> ''),
  capture_id TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  receipt_id TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, kind, reference),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON card_posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON card_posting FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON card_posting FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX card_posting_batch ON card_posting (batch);
