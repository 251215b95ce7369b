-- People: who may come in and what roles they were given; and what they prove themselves by, which can go.

CREATE TABLE person (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  name TEXT NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (login, no),
  CHECK (lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER person_sealed BEFORE INSERT ON person WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER person_no_update BEFORE UPDATE ON person BEGIN SELECT RAISE(ABORT, 'append_only: person'); END;
CREATE TRIGGER person_no_delete BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'append_only: person'); END;

CREATE TABLE role_grant (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> ''),
  role TEXT NOT NULL,
  place TEXT NOT NULL,
  held INTEGER NOT NULL CHECK (held IN (0, 1)),
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (login, role, place, no),
  CHECK (lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER role_grant_sealed BEFORE INSERT ON role_grant WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER role_grant_no_update BEFORE UPDATE ON role_grant BEGIN SELECT RAISE(ABORT, 'append_only: role_grant'); END;
CREATE TRIGGER role_grant_no_delete BEFORE DELETE ON role_grant BEGIN SELECT RAISE(ABORT, 'append_only: role_grant'); END;

CREATE TABLE credential (
  login TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('password', 'code')),
  secret TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  used INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  failed_at INTEGER NOT NULL,
  PRIMARY KEY (login, kind)
) STRICT;

CREATE TABLE api_key (
  key_id TEXT NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  scopes TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (key_id)
) STRICT;

CREATE TABLE session (
  digest TEXT NOT NULL,
  login TEXT NOT NULL,
  agent TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (digest)
) STRICT;
CREATE INDEX session_login ON session (login);
