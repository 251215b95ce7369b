-- Card money: tokens, what processors are asked and told, what was posted.


CREATE TABLE card_token (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  token_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  processor TEXT NOT NULL CHECK (processor <> ''),
  token TEXT NOT NULL CHECK (token <> ''),
  brand TEXT NOT NULL,
  last4 TEXT NOT NULL CHECK (length(last4) IN (0, 4)),
  expires_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, token),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (token_id)
) STRICT;
CREATE TRIGGER card_token_sealed BEFORE INSERT ON card_token WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER card_token_no_update BEFORE UPDATE ON card_token BEGIN SELECT RAISE(ABORT, 'append_only: card_token'); END;
CREATE TRIGGER card_token_no_delete BEFORE DELETE ON card_token BEGIN SELECT RAISE(ABORT, 'append_only: card_token'); END;
CREATE INDEX card_token_batch ON card_token (batch);

CREATE TABLE card_operation (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
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
  minor INTEGER NOT NULL CHECK (minor >= 1),
  rest INTEGER NOT NULL CHECK (rest >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  reason TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (operation_id),
  FOREIGN KEY(token_id) REFERENCES card_token (token_id)
) STRICT;
CREATE TRIGGER card_operation_sealed BEFORE INSERT ON card_operation WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER card_operation_no_update BEFORE UPDATE ON card_operation BEGIN SELECT RAISE(ABORT, 'append_only: card_operation'); END;
CREATE TRIGGER card_operation_no_delete BEFORE DELETE ON card_operation BEGIN SELECT RAISE(ABORT, 'append_only: card_operation'); END;
CREATE INDEX card_operation_batch ON card_operation (batch);

CREATE TABLE card_step (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  operation_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'uncertain', 'approved', 'declined', 'contradicted')),
  minor INTEGER NOT NULL CHECK (minor >= 0),
  processor_id TEXT NOT NULL,
  until TEXT,
  message TEXT NOT NULL,
  "by" TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (operation_id, seq),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(operation_id) REFERENCES card_operation (operation_id)
) STRICT;
CREATE TRIGGER card_step_sealed BEFORE INSERT ON card_step WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER card_step_no_update BEFORE UPDATE ON card_step BEGIN SELECT RAISE(ABORT, 'append_only: card_step'); END;
CREATE TRIGGER card_step_no_delete BEFORE DELETE ON card_step BEGIN SELECT RAISE(ABORT, 'append_only: card_step'); END;
CREATE INDEX card_step_batch ON card_step (batch);

CREATE TABLE card_event (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  processor TEXT NOT NULL,
  event_id TEXT NOT NULL CHECK (event_id <> ''),
  kind TEXT NOT NULL CHECK (kind <> ''),
  operation_id TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 0),
  happened_on TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, event_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER card_event_sealed BEFORE INSERT ON card_event WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER card_event_no_update BEFORE UPDATE ON card_event BEGIN SELECT RAISE(ABORT, 'append_only: card_event'); END;
CREATE TRIGGER card_event_no_delete BEFORE DELETE ON card_event BEGIN SELECT RAISE(ABORT, 'append_only: card_event'); END;
CREATE INDEX card_event_batch ON card_event (batch);

CREATE TABLE card_payout (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  processor TEXT NOT NULL,
  payout_id TEXT NOT NULL CHECK (payout_id <> ''),
  paid_on TEXT NOT NULL,
  net INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, payout_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER card_payout_sealed BEFORE INSERT ON card_payout WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER card_payout_no_update BEFORE UPDATE ON card_payout BEGIN SELECT RAISE(ABORT, 'append_only: card_payout'); END;
CREATE TRIGGER card_payout_no_delete BEFORE DELETE ON card_payout BEGIN SELECT RAISE(ABORT, 'append_only: card_payout'); END;
CREATE INDEX card_payout_batch ON card_payout (batch);

CREATE TABLE card_payout_line (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  processor TEXT NOT NULL,
  payout_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'chargeback', 'returned', 'other')),
  reference TEXT NOT NULL,
  gross INTEGER NOT NULL,
  fee INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, payout_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER card_payout_line_sealed BEFORE INSERT ON card_payout_line WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER card_payout_line_no_update BEFORE UPDATE ON card_payout_line BEGIN SELECT RAISE(ABORT, 'append_only: card_payout_line'); END;
CREATE TRIGGER card_payout_line_no_delete BEFORE DELETE ON card_payout_line BEGIN SELECT RAISE(ABORT, 'append_only: card_payout_line'); END;
CREATE INDEX card_payout_line_batch ON card_payout_line (batch);

CREATE TABLE card_posting (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'chargeback', 'returned', 'payout')),
  processor TEXT NOT NULL,
  reference TEXT NOT NULL CHECK (reference <> ''),
  capture_id TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  receipt_id TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, processor, kind, reference),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER card_posting_sealed BEFORE INSERT ON card_posting WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER card_posting_no_update BEFORE UPDATE ON card_posting BEGIN SELECT RAISE(ABORT, 'append_only: card_posting'); END;
CREATE TRIGGER card_posting_no_delete BEFORE DELETE ON card_posting BEGIN SELECT RAISE(ABORT, 'append_only: card_posting'); END;
CREATE INDEX card_posting_batch ON card_posting (batch);
