-- Dual control: requests, verdicts by a second person, and who may approve what.

CREATE TABLE request (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  request_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 0),
  currency TEXT NOT NULL,
  body TEXT NOT NULL,
  reason TEXT NOT NULL,
  maker TEXT NOT NULL CHECK (maker <> ''),
  requested_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (request_id),
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON request REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON request FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON request FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE verdict (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  request_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'refused')),
  checker TEXT NOT NULL CHECK (checker <> ''),
  note TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON verdict REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON verdict FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON verdict FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE authority (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  low BIGINT NOT NULL CHECK (low >= 0),
  high BIGINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, person, kind, currency, no),
  CHECK (high >= low),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON authority REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON authority FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON authority FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE INDEX request_customer ON request (entity, customer_number, kind);
CREATE INDEX verdict_batch ON verdict (batch);

-- Who asked does not decide.
CREATE FUNCTION verdict_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh v JOIN request r ON r.request_id = v.request_id WHERE lower(r.maker) = lower(v.checker)) THEN
    RAISE EXCEPTION 'same_person: who asked for it cannot decide it';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rules AFTER INSERT ON verdict REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION verdict_rules();
-- What gives money away is booked within the command that approves it, and a closed month opens so.
CREATE FUNCTION entry_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh e WHERE e.reverses IS NULL AND e.kind IN ('bad_debt', 'bad_debt_expensed', 'concession', 'payable_netted', 'note_taken', 'refund_approved', 'unclaimed')
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = e.batch AND v.verdict = 'approved' AND r.entity = e.entity AND r.kind = e.kind)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION entry_approved();
CREATE FUNCTION period_reopened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'open' AND 'closed' = (SELECT state FROM period WHERE entity = NEW.entity AND month = NEW.month)
    AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'reopen'
        AND r.subject = NEW.month) THEN
    RAISE EXCEPTION 'unapproved: a closed month is opened by a second person''s approval';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approved BEFORE INSERT ON period_change FOR EACH ROW EXECUTE FUNCTION period_reopened();
