-- The contact log: what was said with customers, and what was added to it later; the language they are written in.

CREATE TABLE contact_entry (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  contact_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('call', 'email', 'letter', 'meeting', 'message', 'portal')),
  outcome TEXT NOT NULL CHECK (outcome <> ''),
  person TEXT NOT NULL,
  items TEXT NOT NULL,
  note TEXT NOT NULL,
  happened_on DATE NOT NULL,
  next_action TEXT NOT NULL,
  next_on DATE,
  author TEXT NOT NULL CHECK (author <> ''),
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (contact_id),
  UNIQUE (entity, customer_number, no),
  CHECK (outcome IN ('paid', 'resolved', 'no_action') OR (next_on IS NOT NULL AND next_on >= happened_on AND next_action <> '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
);
CREATE TRIGGER a_sealed AFTER INSERT ON contact_entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON contact_entry FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON contact_entry FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE contact_addendum (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  contact_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  author TEXT NOT NULL CHECK (author <> ''),
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (contact_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(contact_id) REFERENCES contact_entry (contact_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON contact_addendum REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON contact_addendum FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON contact_addendum FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE customer_language (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  language TEXT NOT NULL CHECK (length(language) = 2),
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
);
CREATE TRIGGER a_sealed AFTER INSERT ON customer_language REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON customer_language FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON customer_language FOR EACH STATEMENT EXECUTE FUNCTION no_change();
