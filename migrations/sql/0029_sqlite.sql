-- Who somebody is at the provider where they sign in: tied once, by their first visit or by hand.

CREATE TABLE sign_on (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (login, issuer, no),
  CHECK (lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER sign_on_sealed BEFORE INSERT ON sign_on WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER sign_on_no_update BEFORE UPDATE ON sign_on BEGIN SELECT RAISE(ABORT, 'append_only: sign_on'); END;
CREATE TRIGGER sign_on_no_delete BEFORE DELETE ON sign_on BEGIN SELECT RAISE(ABORT, 'append_only: sign_on'); END;
CREATE INDEX sign_on_batch ON sign_on (batch);
CREATE INDEX sign_on_subject ON sign_on (issuer, subject);
