-- Who somebody is at the provider where they sign in: tied once, by their first visit or by hand.

CREATE TABLE sign_on (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
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
);
CREATE TRIGGER a_sealed AFTER INSERT ON sign_on REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON sign_on FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON sign_on FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX sign_on_batch ON sign_on (batch);
CREATE INDEX sign_on_subject ON sign_on (issuer, subject);
