-- Letters of dunning: the strategies in force, who is not written to, what was written, and what became of it.


CREATE TABLE dunning_strategy (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  body TEXT NOT NULL,
  request_id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, name, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
) STRICT;
CREATE TRIGGER dunning_strategy_sealed BEFORE INSERT ON dunning_strategy WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dunning_strategy_no_update BEFORE UPDATE ON dunning_strategy BEGIN SELECT RAISE(ABORT, 'append_only: dunning_strategy'); END;
CREATE TRIGGER dunning_strategy_no_delete BEFORE DELETE ON dunning_strategy BEGIN SELECT RAISE(ABORT, 'append_only: dunning_strategy'); END;
CREATE INDEX dunning_strategy_batch ON dunning_strategy (batch);

CREATE TABLE dunning_block (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('vip', 'other', 'bankrupt', 'legal', 'lifted')),
  blocked_until TEXT,
  reason TEXT NOT NULL CHECK (reason <> ''),
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (blocked_until IS NOT NULL OR kind IN ('bankrupt', 'legal', 'lifted')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER dunning_block_sealed BEFORE INSERT ON dunning_block WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dunning_block_no_update BEFORE UPDATE ON dunning_block BEGIN SELECT RAISE(ABORT, 'append_only: dunning_block'); END;
CREATE TRIGGER dunning_block_no_delete BEFORE DELETE ON dunning_block BEGIN SELECT RAISE(ABORT, 'append_only: dunning_block'); END;
CREATE INDEX dunning_block_batch ON dunning_block (batch);

CREATE TABLE dunning_notice (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  notice_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  strategy TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level >= 1),
  run_on TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'letter')),
  language TEXT NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  fell_back TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  sender TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject <> ''),
  body TEXT NOT NULL CHECK (body <> ''),
  message_id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, currency, run_on),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (notice_id),
  UNIQUE (message_id)
) STRICT;
CREATE TRIGGER dunning_notice_sealed BEFORE INSERT ON dunning_notice WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dunning_notice_no_update BEFORE UPDATE ON dunning_notice BEGIN SELECT RAISE(ABORT, 'append_only: dunning_notice'); END;
CREATE TRIGGER dunning_notice_no_delete BEFORE DELETE ON dunning_notice BEGIN SELECT RAISE(ABORT, 'append_only: dunning_notice'); END;
CREATE INDEX dunning_notice_batch ON dunning_notice (batch);

CREATE TABLE dunning_line (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  notice_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  instalment INTEGER NOT NULL CHECK (instalment >= 1),
  run_on TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level >= 1),
  days_late INTEGER NOT NULL CHECK (days_late >= 1),
  minor INTEGER NOT NULL CHECK (minor >= 1),
  charge INTEGER NOT NULL CHECK (charge >= 0),
  PRIMARY KEY (no),
  UNIQUE (item_id, instalment, run_on),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(notice_id) REFERENCES dunning_notice (notice_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER dunning_line_sealed BEFORE INSERT ON dunning_line WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dunning_line_no_update BEFORE UPDATE ON dunning_line BEGIN SELECT RAISE(ABORT, 'append_only: dunning_line'); END;
CREATE TRIGGER dunning_line_no_delete BEFORE DELETE ON dunning_line BEGIN SELECT RAISE(ABORT, 'append_only: dunning_line'); END;
CREATE INDEX dunning_line_batch ON dunning_line (batch);

CREATE TABLE dunning_step (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  notice_id TEXT NOT NULL,
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  state TEXT NOT NULL CHECK (state IN ('begun', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled')),
  detail TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (notice_id, attempt, state),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(notice_id) REFERENCES dunning_notice (notice_id)
) STRICT;
CREATE TRIGGER dunning_step_sealed BEFORE INSERT ON dunning_step WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER dunning_step_no_update BEFORE UPDATE ON dunning_step BEGIN SELECT RAISE(ABORT, 'append_only: dunning_step'); END;
CREATE TRIGGER dunning_step_no_delete BEFORE DELETE ON dunning_step BEGIN SELECT RAISE(ABORT, 'append_only: dunning_step'); END;
CREATE INDEX dunning_step_batch ON dunning_step (batch);
CREATE INDEX dunning_line_notice ON dunning_line (notice_id);
