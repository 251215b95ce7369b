-- The shared inbox: e-mails in their threads, and what became of each.


CREATE TABLE inbox_mail (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  message_id TEXT NOT NULL CHECK (message_id <> ''),
  thread_id TEXT NOT NULL CHECK (thread_id <> ''),
  mailbox TEXT NOT NULL,
  validity BIGINT NOT NULL,
  uid BIGINT NOT NULL,
  sender TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  known_by TEXT NOT NULL,
  documents TEXT NOT NULL,
  intent TEXT NOT NULL CHECK (intent <> ''),
  why TEXT NOT NULL,
  owner TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  due_on DATE NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, message_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON inbox_mail REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON inbox_mail FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON inbox_mail FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX inbox_mail_batch ON inbox_mail (batch);

CREATE TABLE inbox_step (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  thread_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('answered', 'closed', 'taken', 'customer', 'escalated')),
  value TEXT NOT NULL,
  note TEXT NOT NULL,
  mail_no BIGINT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, thread_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON inbox_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON inbox_step FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON inbox_step FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX inbox_step_batch ON inbox_step (batch);
