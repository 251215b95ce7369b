-- The contact log: what was said with customers, and what was added to it later; the language they are written in.

CREATE TABLE contact_entry (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  contact_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('call', 'email', 'letter', 'meeting', 'message', 'portal')),
  outcome TEXT NOT NULL CHECK (outcome <> ''),
  person TEXT NOT NULL,
  items TEXT NOT NULL,
  note TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  next_action TEXT NOT NULL,
  next_on TEXT,
  author TEXT NOT NULL CHECK (author <> ''),
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (contact_id),
  UNIQUE (entity, customer_number, no),
  CHECK (outcome IN ('paid', 'resolved', 'no_action') OR (next_on IS NOT NULL AND next_on >= happened_on AND next_action <> '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
) STRICT;
CREATE TRIGGER contact_entry_sealed BEFORE INSERT ON contact_entry WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER contact_entry_no_update BEFORE UPDATE ON contact_entry BEGIN SELECT RAISE(ABORT, 'append_only: contact_entry'); END;
CREATE TRIGGER contact_entry_no_delete BEFORE DELETE ON contact_entry BEGIN SELECT RAISE(ABORT, 'append_only: contact_entry'); END;

CREATE TABLE contact_addendum (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  contact_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  author TEXT NOT NULL CHECK (author <> ''),
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (contact_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(contact_id) REFERENCES contact_entry (contact_id)
) STRICT;
CREATE TRIGGER contact_addendum_sealed BEFORE INSERT ON contact_addendum WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER contact_addendum_no_update BEFORE UPDATE ON contact_addendum BEGIN SELECT RAISE(ABORT, 'append_only: contact_addendum'); END;
CREATE TRIGGER contact_addendum_no_delete BEFORE DELETE ON contact_addendum BEGIN SELECT RAISE(ABORT, 'append_only: contact_addendum'); END;

CREATE TABLE customer_language (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  language TEXT NOT NULL CHECK (length(language) = 2),
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
) STRICT;
CREATE TRIGGER customer_language_sealed BEFORE INSERT ON customer_language WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER customer_language_no_update BEFORE UPDATE ON customer_language BEGIN SELECT RAISE(ABORT, 'append_only: customer_language'); END;
CREATE TRIGGER customer_language_no_delete BEFORE DELETE ON customer_language BEGIN SELECT RAISE(ABORT, 'append_only: customer_language'); END;
