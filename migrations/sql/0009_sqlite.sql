-- Dual control: requests, verdicts by a second person, and who may approve what.

CREATE TABLE request (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor >= 0),
  currency TEXT NOT NULL,
  body TEXT NOT NULL,
  reason TEXT NOT NULL,
  maker TEXT NOT NULL CHECK (maker <> ''),
  requested_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (request_id),
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER request_sealed BEFORE INSERT ON request WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER request_no_update BEFORE UPDATE ON request BEGIN SELECT RAISE(ABORT, 'append_only: request'); END;
CREATE TRIGGER request_no_delete BEFORE DELETE ON request BEGIN SELECT RAISE(ABORT, 'append_only: request'); END;

CREATE TABLE verdict (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'refused')),
  checker TEXT NOT NULL CHECK (checker <> ''),
  note TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
) STRICT;
CREATE TRIGGER verdict_sealed BEFORE INSERT ON verdict WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict BEGIN SELECT RAISE(ABORT, 'append_only: verdict'); END;
CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict BEGIN SELECT RAISE(ABORT, 'append_only: verdict'); END;

CREATE TABLE authority (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  low INTEGER NOT NULL CHECK (low >= 0),
  high INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, person, kind, currency, no),
  CHECK (high >= low),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER authority_sealed BEFORE INSERT ON authority WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER authority_no_update BEFORE UPDATE ON authority BEGIN SELECT RAISE(ABORT, 'append_only: authority'); END;
CREATE TRIGGER authority_no_delete BEFORE DELETE ON authority BEGIN SELECT RAISE(ABORT, 'append_only: authority'); END;

CREATE INDEX request_customer ON request (entity, customer_number, kind);
CREATE INDEX verdict_batch ON verdict (batch);

-- Who asked does not decide.
CREATE TRIGGER verdict_maker BEFORE INSERT ON verdict BEGIN
  SELECT RAISE(ABORT, 'same_person: who asked for it cannot decide it')
    WHERE EXISTS (SELECT 1 FROM request r WHERE r.request_id = NEW.request_id AND lower(r.maker) = lower(NEW.checker));
END;
-- What gives money away is booked within the command that approves it, and a closed month opens so.
CREATE TRIGGER entry_approved BEFORE INSERT ON entry
WHEN NEW.reverses IS NULL AND NEW.kind IN ('bad_debt', 'bad_debt_expensed', 'concession', 'payable_netted', 'note_taken', 'refund_approved', 'unclaimed') BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = NEW.kind);
END;
CREATE TRIGGER period_reopened BEFORE INSERT ON period_change
WHEN NEW.state = 'open' AND 'closed' = (SELECT state FROM period WHERE entity = NEW.entity AND month = NEW.month) BEGIN
  SELECT RAISE(ABORT, 'unapproved: a closed month is opened by a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'reopen'
        AND r.subject = NEW.month);
END;
