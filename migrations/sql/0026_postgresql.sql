-- Letters of dunning: the strategies in force, who is not written to, what was written, and what became of it.


CREATE TABLE dunning_strategy (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  body TEXT NOT NULL,
  request_id TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, name, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON dunning_strategy REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dunning_strategy FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dunning_strategy FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dunning_strategy_batch ON dunning_strategy (batch);

CREATE TABLE dunning_block (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('vip', 'other', 'bankrupt', 'legal', 'lifted')),
  blocked_until DATE,
  reason TEXT NOT NULL CHECK (reason <> ''),
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (blocked_until IS NOT NULL OR kind IN ('bankrupt', 'legal', 'lifted')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON dunning_block REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dunning_block FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dunning_block FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dunning_block_batch ON dunning_block (batch);

CREATE TABLE dunning_notice (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  notice_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  strategy TEXT NOT NULL,
  level BIGINT NOT NULL CHECK (level >= 1),
  run_on DATE NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'letter')),
  language TEXT NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  fell_back TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  sender TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject <> ''),
  body TEXT NOT NULL CHECK (body <> ''),
  message_id TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, currency, run_on),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (notice_id),
  UNIQUE (message_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON dunning_notice REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dunning_notice FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dunning_notice FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dunning_notice_batch ON dunning_notice (batch);

CREATE TABLE dunning_line (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  notice_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  instalment BIGINT NOT NULL CHECK (instalment >= 1),
  run_on DATE NOT NULL,
  level BIGINT NOT NULL CHECK (level >= 1),
  days_late BIGINT NOT NULL CHECK (days_late >= 1),
  minor BIGINT NOT NULL CHECK (minor >= 1),
  charge BIGINT NOT NULL CHECK (charge >= 0),
  PRIMARY KEY (no),
  UNIQUE (item_id, instalment, run_on),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(notice_id) REFERENCES dunning_notice (notice_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON dunning_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dunning_line FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dunning_line FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dunning_line_batch ON dunning_line (batch);

CREATE TABLE dunning_step (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  notice_id TEXT NOT NULL,
  attempt BIGINT NOT NULL CHECK (attempt >= 1),
  state TEXT NOT NULL CHECK (state IN ('begun', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled')),
  detail TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (notice_id, attempt, state),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(notice_id) REFERENCES dunning_notice (notice_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON dunning_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON dunning_step FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON dunning_step FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX dunning_step_batch ON dunning_step (batch);
CREATE INDEX dunning_line_notice ON dunning_line (notice_id);
