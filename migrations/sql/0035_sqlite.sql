-- Onboarding: applications, what is known of who asks, documents, decisions, how an account may buy; reviews.


CREATE TABLE credit_application (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  application_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  minor INTEGER NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  terms TEXT NOT NULL CHECK (terms <> ''),
  body TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (application_id)
) STRICT;
CREATE TRIGGER credit_application_sealed BEFORE INSERT ON credit_application WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER credit_application_no_update BEFORE UPDATE ON credit_application BEGIN SELECT RAISE(ABORT, 'append_only: credit_application'); END;
CREATE TRIGGER credit_application_no_delete BEFORE DELETE ON credit_application BEGIN SELECT RAISE(ABORT, 'append_only: credit_application'); END;
CREATE INDEX credit_application_batch ON credit_application (batch);

CREATE TABLE application_step (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  application_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('state', 'trade_reference', 'bank_reference', 'note', 'notice')),
  value TEXT NOT NULL CHECK (value <> ''),
  body TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (application_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(application_id) REFERENCES credit_application (application_id)
) STRICT;
CREATE TRIGGER application_step_sealed BEFORE INSERT ON application_step WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER application_step_no_update BEFORE UPDATE ON application_step BEGIN SELECT RAISE(ABORT, 'append_only: application_step'); END;
CREATE TRIGGER application_step_no_delete BEFORE DELETE ON application_step BEGIN SELECT RAISE(ABORT, 'append_only: application_step'); END;
CREATE INDEX application_step_batch ON application_step (batch);

CREATE TABLE credit_decision (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  application_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'declined')),
  minor INTEGER NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  terms TEXT NOT NULL,
  reasons TEXT NOT NULL,
  note TEXT NOT NULL,
  rule TEXT NOT NULL,
  outcome TEXT NOT NULL,
  score TEXT NOT NULL,
  request_id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  CHECK ((verdict = 'approved') = (request_id <> '')),
  CHECK (verdict = 'approved' OR reasons <> '[]'),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (application_id),
  FOREIGN KEY(application_id) REFERENCES credit_application (application_id)
) STRICT;
CREATE TRIGGER credit_decision_sealed BEFORE INSERT ON credit_decision WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER credit_decision_no_update BEFORE UPDATE ON credit_decision BEGIN SELECT RAISE(ABORT, 'append_only: credit_decision'); END;
CREATE TRIGGER credit_decision_no_delete BEFORE DELETE ON credit_decision BEGIN SELECT RAISE(ABORT, 'append_only: credit_decision'); END;
CREATE INDEX credit_decision_batch ON credit_decision (batch);

CREATE TABLE account_standing (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('prospect', 'cod', 'terms')),
  application_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK ((standing = 'terms') = (request_id <> '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(application_id) REFERENCES credit_application (application_id)
) STRICT;
CREATE TRIGGER account_standing_sealed BEFORE INSERT ON account_standing WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER account_standing_no_update BEFORE UPDATE ON account_standing BEGIN SELECT RAISE(ABORT, 'append_only: account_standing'); END;
CREATE TRIGGER account_standing_no_delete BEFORE DELETE ON account_standing BEGIN SELECT RAISE(ABORT, 'append_only: account_standing'); END;
CREATE INDEX account_standing_batch ON account_standing (batch);

CREATE TABLE document_file (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  content BLOB NOT NULL,
  size INTEGER NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (sha256)
) STRICT;
CREATE TRIGGER document_file_sealed BEFORE INSERT ON document_file WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER document_file_no_update BEFORE UPDATE ON document_file BEGIN SELECT RAISE(ABORT, 'append_only: document_file'); END;
CREATE TRIGGER document_file_no_delete BEFORE DELETE ON document_file BEGIN SELECT RAISE(ABORT, 'append_only: document_file'); END;
CREATE INDEX document_file_batch ON document_file (batch);

CREATE TABLE document (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  document_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  paper_no INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  signed_by TEXT NOT NULL CHECK (signed_by IN ('', 'ink', 'esign', 'portal')),
  clauses TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (document_id),
  FOREIGN KEY(paper_no) REFERENCES paper (no),
  FOREIGN KEY(sha256) REFERENCES document_file (sha256)
) STRICT;
CREATE TRIGGER document_sealed BEFORE INSERT ON document WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER document_no_update BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'append_only: document'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'append_only: document'); END;
CREATE INDEX document_batch ON document (batch);

CREATE TABLE document_step (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  document_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('verified', 'rejected')),
  note TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (document_id, no),
  CHECK (state <> 'rejected' OR note <> ''),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(document_id) REFERENCES document (document_id)
) STRICT;
CREATE TRIGGER document_step_sealed BEFORE INSERT ON document_step WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER document_step_no_update BEFORE UPDATE ON document_step BEGIN SELECT RAISE(ABORT, 'append_only: document_step'); END;
CREATE TRIGGER document_step_no_delete BEFORE DELETE ON document_step BEGIN SELECT RAISE(ABORT, 'append_only: document_step'); END;
CREATE INDEX document_step_batch ON document_step (batch);

CREATE TABLE bureau_report (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  report_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source <> ''),
  reported_on TEXT NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (report_id),
  FOREIGN KEY(sha256) REFERENCES document_file (sha256)
) STRICT;
CREATE TRIGGER bureau_report_sealed BEFORE INSERT ON bureau_report WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER bureau_report_no_update BEFORE UPDATE ON bureau_report BEGIN SELECT RAISE(ABORT, 'append_only: bureau_report'); END;
CREATE TRIGGER bureau_report_no_delete BEFORE DELETE ON bureau_report BEGIN SELECT RAISE(ABORT, 'append_only: bureau_report'); END;
CREATE INDEX bureau_report_batch ON bureau_report (batch);

CREATE TABLE account_task (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  department TEXT NOT NULL CHECK (department <> ''),
  what TEXT NOT NULL CHECK (what <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  step TEXT NOT NULL CHECK (step <> ''),
  due_on TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, subject, step),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (task_id)
) STRICT;
CREATE TRIGGER account_task_sealed BEFORE INSERT ON account_task WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER account_task_no_update BEFORE UPDATE ON account_task BEGIN SELECT RAISE(ABORT, 'append_only: account_task'); END;
CREATE TRIGGER account_task_no_delete BEFORE DELETE ON account_task BEGIN SELECT RAISE(ABORT, 'append_only: account_task'); END;
CREATE INDEX account_task_batch ON account_task (batch);

CREATE TABLE account_task_end (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (task_id),
  FOREIGN KEY(task_id) REFERENCES account_task (task_id)
) STRICT;
CREATE TRIGGER account_task_end_sealed BEFORE INSERT ON account_task_end WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER account_task_end_no_update BEFORE UPDATE ON account_task_end BEGIN SELECT RAISE(ABORT, 'append_only: account_task_end'); END;
CREATE TRIGGER account_task_end_no_delete BEFORE DELETE ON account_task_end BEGIN SELECT RAISE(ABORT, 'append_only: account_task_end'); END;
CREATE INDEX account_task_end_batch ON account_task_end (batch);

CREATE TABLE account_review (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('trigger', 'rule')),
  cause TEXT NOT NULL CHECK (cause <> ''),
  rule TEXT NOT NULL,
  advice TEXT NOT NULL CHECK (advice <> ''),
  says TEXT NOT NULL,
  class_was TEXT NOT NULL,
  class_is TEXT NOT NULL,
  due_on TEXT,
  on_day TEXT NOT NULL,
  "by" TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, cause),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (kind <> 'trigger' OR due_on IS NOT NULL),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER account_review_sealed BEFORE INSERT ON account_review WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER account_review_no_update BEFORE UPDATE ON account_review BEGIN SELECT RAISE(ABORT, 'append_only: account_review'); END;
CREATE TRIGGER account_review_no_delete BEFORE DELETE ON account_review BEGIN SELECT RAISE(ABORT, 'append_only: account_review'); END;
CREATE INDEX account_review_batch ON account_review (batch);
CREATE UNIQUE INDEX application_notice ON application_step (application_id) WHERE kind = 'notice';
CREATE INDEX document_sha256 ON document (sha256);

-- An account buys on terms once two people decided so; the decision grants the limit and writes the terms.
CREATE TRIGGER account_standing_approved BEFORE INSERT ON account_standing WHEN NEW.standing = 'terms' BEGIN
  SELECT RAISE(ABORT, 'unapproved: terms follow a decision')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'credit_decision'
        AND r.request_id = NEW.request_id);
END;
DROP TRIGGER credit_limit_approved;
CREATE TRIGGER credit_limit_approved BEFORE INSERT ON credit_limit BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity
        AND r.kind IN ('credit_limit', 'credit_decision') AND r.request_id = NEW.request_id);
END;
DROP TRIGGER customer_fact_approved;
CREATE TRIGGER customer_fact_approved BEFORE INSERT ON customer_fact BEGIN
  SELECT RAISE(ABORT, 'unapproved: a customer''s name, parent, terms, limit or numbers are changed by a second person''s approval')
    WHERE EXISTS (SELECT 1 FROM customer_fact f WHERE f.entity = NEW.entity AND f.number = NEW.number
        AND f.no = (SELECT max(no) FROM customer_fact WHERE entity = NEW.entity AND number = NEW.number)
        AND (f.name <> NEW.name OR f.parent_number <> NEW.parent_number OR f.terms <> NEW.terms
          OR f.credit_limit IS NOT NEW.credit_limit OR f.tax_id <> NEW.tax_id OR f.duns <> NEW.duns))
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity
          AND (r.kind = 'master' OR (r.kind = 'credit_decision' AND r.customer_number = NEW.number)));
END;
