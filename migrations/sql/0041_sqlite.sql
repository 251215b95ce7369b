-- The shared inbox: e-mails in their threads, and what became of each.


CREATE TABLE inbox_mail (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  message_id TEXT NOT NULL CHECK (message_id <> ''),
  thread_id TEXT NOT NULL CHECK (thread_id <> ''),
  mailbox TEXT NOT NULL,
  validity INTEGER NOT NULL,
  uid INTEGER NOT NULL,
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
  due_on TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, message_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER inbox_mail_sealed BEFORE INSERT ON inbox_mail WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER inbox_mail_no_update BEFORE UPDATE ON inbox_mail BEGIN SELECT RAISE(ABORT, 'append_only: inbox_mail'); END;
CREATE TRIGGER inbox_mail_no_delete BEFORE DELETE ON inbox_mail BEGIN SELECT RAISE(ABORT, 'append_only: inbox_mail'); END;
CREATE INDEX inbox_mail_batch ON inbox_mail (batch);

CREATE TABLE inbox_step (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  thread_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('answered', 'closed', 'taken', 'customer', 'escalated')),
  value TEXT NOT NULL,
  note TEXT NOT NULL,
  mail_no INTEGER NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, thread_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER inbox_step_sealed BEFORE INSERT ON inbox_step WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER inbox_step_no_update BEFORE UPDATE ON inbox_step BEGIN SELECT RAISE(ABORT, 'append_only: inbox_step'); END;
CREATE TRIGGER inbox_step_no_delete BEFORE DELETE ON inbox_step BEGIN SELECT RAISE(ABORT, 'append_only: inbox_step'); END;
CREATE INDEX inbox_step_batch ON inbox_step (batch);
