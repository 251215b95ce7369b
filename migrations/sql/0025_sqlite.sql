-- Who is related to which customer, and so decides nothing about it.

CREATE TABLE interest (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  customer_number TEXT NOT NULL,
  held INTEGER NOT NULL CHECK (held IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, login, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (held = 1 OR lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER interest_sealed BEFORE INSERT ON interest WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER interest_no_update BEFORE UPDATE ON interest BEGIN SELECT RAISE(ABORT, 'append_only: interest'); END;
CREATE TRIGGER interest_no_delete BEFORE DELETE ON interest BEGIN SELECT RAISE(ABORT, 'append_only: interest'); END;
CREATE INDEX interest_batch ON interest (batch);

CREATE TRIGGER verdict_interest BEFORE INSERT ON verdict WHEN NEW.verdict = 'approved' BEGIN
  SELECT RAISE(ABORT, 'interest: who is related to a customer decides nothing about it')
    WHERE 1 = (SELECT i.held FROM request r JOIN interest i ON i.entity = r.entity AND i.customer_number = r.customer_number
      WHERE r.request_id = NEW.request_id AND i.login = lower(NEW.checker) ORDER BY i.no DESC LIMIT 1);
END;
CREATE TRIGGER hold_release_interest BEFORE INSERT ON hold_release WHEN NEW.verdict = 'released' BEGIN
  SELECT RAISE(ABORT, 'interest: who is related to a customer decides nothing about it')
    WHERE 1 = (SELECT i.held FROM interest i WHERE i.entity = NEW.entity AND i.customer_number = NEW.customer_number
      AND i.login = lower(NEW."by") ORDER BY i.no DESC LIMIT 1);
END;
