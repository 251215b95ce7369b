-- People: who may come in and what roles they were given; and what they prove themselves by, which can go.

CREATE TABLE person (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  name TEXT NOT NULL,
  active BIGINT NOT NULL CHECK (active IN (0, 1)),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (login, no),
  CHECK (lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON person REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON person FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON person FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE role_grant (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> ''),
  role TEXT NOT NULL,
  place TEXT NOT NULL,
  held BIGINT NOT NULL CHECK (held IN (0, 1)),
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (login, role, place, no),
  CHECK (lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON role_grant REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON role_grant FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON role_grant FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE credential (
  login TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('password', 'code')),
  secret TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  used BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  failed_at BIGINT NOT NULL,
  PRIMARY KEY (login, kind)
);

CREATE TABLE api_key (
  key_id TEXT NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  scopes TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (key_id)
);

CREATE TABLE session (
  digest TEXT NOT NULL,
  login TEXT NOT NULL,
  agent TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (digest)
);
CREATE INDEX session_login ON session (login);
