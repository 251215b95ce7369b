-- Onboarding: applications, what is known of who asks, documents, decisions, how an account may buy; reviews.


CREATE TABLE credit_application (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  application_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  terms TEXT NOT NULL CHECK (terms <> ''),
  body TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (application_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON credit_application REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON credit_application FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON credit_application FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX credit_application_batch ON credit_application (batch);

CREATE TABLE application_step (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  application_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('state', 'trade_reference', 'bank_reference', 'note', 'notice')),
  value TEXT NOT NULL CHECK (value <> ''),
  body TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (application_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(application_id) REFERENCES credit_application (application_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON application_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON application_step FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON application_step FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX application_step_batch ON application_step (batch);

CREATE TABLE credit_decision (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  application_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'declined')),
  minor BIGINT NOT NULL CHECK (minor BETWEEN 0 AND 10000000000000),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  terms TEXT NOT NULL,
  reasons TEXT NOT NULL,
  note TEXT NOT NULL,
  rule TEXT NOT NULL,
  outcome TEXT NOT NULL,
  score TEXT NOT NULL,
  request_id TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  CHECK ((verdict = 'approved') = (request_id <> '')),
  CHECK (verdict = 'approved' OR reasons <> '[]'),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (application_id),
  FOREIGN KEY(application_id) REFERENCES credit_application (application_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON credit_decision REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON credit_decision FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON credit_decision FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX credit_decision_batch ON credit_decision (batch);

CREATE TABLE account_standing (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('prospect', 'cod', 'terms')),
  application_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK ((standing = 'terms') = (request_id <> '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(application_id) REFERENCES credit_application (application_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON account_standing REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON account_standing FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON account_standing FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX account_standing_batch ON account_standing (batch);

CREATE TABLE document_file (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  content BYTEA NOT NULL,
  size BIGINT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (sha256)
);
CREATE TRIGGER a_sealed AFTER INSERT ON document_file REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON document_file FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON document_file FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX document_file_batch ON document_file (batch);

CREATE TABLE document (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  document_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  paper_no BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  signed_by TEXT NOT NULL CHECK (signed_by IN ('', 'ink', 'esign', 'portal')),
  clauses TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (document_id),
  FOREIGN KEY(paper_no) REFERENCES paper (no),
  FOREIGN KEY(sha256) REFERENCES document_file (sha256)
);
CREATE TRIGGER a_sealed AFTER INSERT ON document REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX document_batch ON document (batch);

CREATE TABLE document_step (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  document_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('verified', 'rejected')),
  note TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (document_id, no),
  CHECK (state <> 'rejected' OR note <> ''),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(document_id) REFERENCES document (document_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON document_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON document_step FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON document_step FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX document_step_batch ON document_step (batch);

CREATE TABLE bureau_report (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  report_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source <> ''),
  reported_on DATE NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (report_id),
  FOREIGN KEY(sha256) REFERENCES document_file (sha256)
);
CREATE TRIGGER a_sealed AFTER INSERT ON bureau_report REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON bureau_report FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON bureau_report FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX bureau_report_batch ON bureau_report (batch);

CREATE TABLE account_task (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  task_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  department TEXT NOT NULL CHECK (department <> ''),
  what TEXT NOT NULL CHECK (what <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  step TEXT NOT NULL CHECK (step <> ''),
  due_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, subject, step),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (task_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON account_task REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON account_task FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON account_task FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX account_task_batch ON account_task (batch);

CREATE TABLE account_task_end (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  task_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (task_id),
  FOREIGN KEY(task_id) REFERENCES account_task (task_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON account_task_end REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON account_task_end FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON account_task_end FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX account_task_end_batch ON account_task_end (batch);

CREATE TABLE account_review (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('trigger', 'rule')),
  cause TEXT NOT NULL CHECK (cause <> ''),
  rule TEXT NOT NULL,
  advice TEXT NOT NULL CHECK (advice <> ''),
  says TEXT NOT NULL,
  class_was TEXT NOT NULL,
  class_is TEXT NOT NULL,
  due_on DATE,
  on_day DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, cause),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  CHECK (kind <> 'trigger' OR due_on IS NOT NULL),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON account_review REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON account_review FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON account_review FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX account_review_batch ON account_review (batch);
CREATE UNIQUE INDEX application_notice ON application_step (application_id) WHERE kind = 'notice';
CREATE INDEX document_sha256 ON document (sha256);

-- An account buys on terms once two people decided so; the decision grants the limit and writes the terms.
CREATE FUNCTION account_standing_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE n.standing = 'terms' AND NOT EXISTS (SELECT 1 FROM verdict v
      JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.kind = 'credit_decision'
        AND r.request_id = n.request_id)) THEN
    RAISE EXCEPTION 'unapproved: terms follow a decision';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON account_standing REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION account_standing_approved();
CREATE OR REPLACE FUNCTION credit_limit_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity
        AND r.kind IN ('credit_limit', 'credit_decision') AND r.request_id = n.request_id)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION customer_fact_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n
      JOIN customer_fact f ON f.entity = n.entity AND f.number = n.number AND f.no = (SELECT max(x.no)
        FROM customer_fact x WHERE x.entity = n.entity AND x.number = n.number AND x.no < n.no)
      WHERE (f.name, f.parent_number, f.terms, f.credit_limit, f.tax_id, f.duns)
          IS DISTINCT FROM (n.name, n.parent_number, n.terms, n.credit_limit, n.tax_id, n.duns)
        AND NOT master_approved(n.batch, n.entity)
        AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
          WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.kind = 'credit_decision'
            AND r.customer_number = n.number)) THEN
    RAISE EXCEPTION 'unapproved: a customer''s name, parent, terms, limit or numbers are changed by a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
