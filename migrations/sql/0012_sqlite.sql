-- Master data in versions: sites, contacts, who minds a customer, papers, reviews; entities; charts of accounts.

CREATE TABLE site (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  roles TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  tax_jurisdiction TEXT NOT NULL,
  tax_group TEXT NOT NULL,
  terms TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, code, no),
  CHECK (valid_until >= valid_from),
  CHECK (roles NOT LIKE '%ship_to%' OR tax_jurisdiction <> ''),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
) STRICT;
CREATE TRIGGER site_sealed BEFORE INSERT ON site WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER site_no_update BEFORE UPDATE ON site BEGIN SELECT RAISE(ABORT, 'append_only: site'); END;
CREATE TRIGGER site_no_delete BEFORE DELETE ON site BEGIN SELECT RAISE(ABORT, 'append_only: site'); END;

CREATE TABLE contact (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  roles TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  channel TEXT NOT NULL,
  hours TEXT NOT NULL,
  do_not_email INTEGER NOT NULL CHECK (do_not_email IN (0, 1)),
  bounced_on TEXT,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, name, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
) STRICT;
CREATE TRIGGER contact_sealed BEFORE INSERT ON contact WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER contact_no_update BEFORE UPDATE ON contact BEGIN SELECT RAISE(ABORT, 'append_only: contact'); END;
CREATE TRIGGER contact_no_delete BEFORE DELETE ON contact BEGIN SELECT RAISE(ABORT, 'append_only: contact'); END;

CREATE TABLE assignment (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('collector', 'sales_rep', 'credit_analyst')),
  person TEXT NOT NULL CHECK (person <> ''),
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, role, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
) STRICT;
CREATE TRIGGER assignment_sealed BEFORE INSERT ON assignment WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER assignment_no_update BEFORE UPDATE ON assignment BEGIN SELECT RAISE(ABORT, 'append_only: assignment'); END;
CREATE TRIGGER assignment_no_delete BEFORE DELETE ON assignment BEGIN SELECT RAISE(ABORT, 'append_only: assignment'); END;

CREATE TABLE paper (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  jurisdiction TEXT NOT NULL,
  number TEXT NOT NULL,
  signer TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64)),
  note TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, kind, jurisdiction, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
) STRICT;
CREATE TRIGGER paper_sealed BEFORE INSERT ON paper WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER paper_no_update BEFORE UPDATE ON paper BEGIN SELECT RAISE(ABORT, 'append_only: paper'); END;
CREATE TRIGGER paper_no_delete BEFORE DELETE ON paper BEGIN SELECT RAISE(ABORT, 'append_only: paper'); END;

CREATE TABLE review (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  reviewer TEXT NOT NULL CHECK (reviewer <> ''),
  note TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
) STRICT;
CREATE TRIGGER review_sealed BEFORE INSERT ON review WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER review_no_update BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'append_only: review'); END;
CREATE TRIGGER review_no_delete BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'append_only: review'); END;

CREATE TABLE entity_fact (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  address TEXT NOT NULL,
  tax_id TEXT NOT NULL,
  remit_to TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER entity_fact_sealed BEFORE INSERT ON entity_fact WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER entity_fact_no_update BEFORE UPDATE ON entity_fact BEGIN SELECT RAISE(ABORT, 'append_only: entity_fact'); END;
CREATE TRIGGER entity_fact_no_delete BEFORE DELETE ON entity_fact BEGIN SELECT RAISE(ABORT, 'append_only: entity_fact'); END;

CREATE TABLE gl_account (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  PRIMARY KEY (no),
  UNIQUE (entity, code, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER gl_account_sealed BEFORE INSERT ON gl_account WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER gl_account_no_update BEFORE UPDATE ON gl_account BEGIN SELECT RAISE(ABORT, 'append_only: gl_account'); END;
CREATE TRIGGER gl_account_no_delete BEFORE DELETE ON gl_account BEGIN SELECT RAISE(ABORT, 'append_only: gl_account'); END;

CREATE TABLE account_mapping (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  role TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, role, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, role) REFERENCES account (entity, role)
) STRICT;
CREATE TRIGGER account_mapping_sealed BEFORE INSERT ON account_mapping WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER account_mapping_no_update BEFORE UPDATE ON account_mapping BEGIN SELECT RAISE(ABORT, 'append_only: account_mapping'); END;
CREATE TRIGGER account_mapping_no_delete BEFORE DELETE ON account_mapping BEGIN SELECT RAISE(ABORT, 'append_only: account_mapping'); END;

-- Every number a role was mapped to; those without a day hold from the beginning.
CREATE VIEW mapped AS
  SELECT entity, role, code, name, batch, '0001-01-01' AS valid_from FROM account_change
  UNION ALL SELECT entity, role, code, name, batch, valid_from FROM account_mapping;

-- What a second person has to approve: facts of a customer that steer money, terms and sites that are there already.
CREATE TRIGGER customer_fact_approved BEFORE INSERT ON customer_fact BEGIN
  SELECT RAISE(ABORT, 'unapproved: a customer''s name, parent, terms, limit or numbers are changed by a second person''s approval')
    WHERE EXISTS (SELECT 1 FROM customer_fact f WHERE f.entity = NEW.entity AND f.number = NEW.number
        AND f.no = (SELECT max(no) FROM customer_fact WHERE entity = NEW.entity AND number = NEW.number)
        AND (f.name <> NEW.name OR f.parent_number <> NEW.parent_number OR f.terms <> NEW.terms
          OR f.credit_limit IS NOT NEW.credit_limit OR f.tax_id <> NEW.tax_id OR f.duns <> NEW.duns))
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'master');
END;
CREATE TRIGGER terms_approved BEFORE INSERT ON terms BEGIN
  SELECT RAISE(ABORT, 'unapproved: terms that are kept are changed by a second person''s approval')
    WHERE EXISTS (SELECT 1 FROM terms t WHERE t.entity = NEW.entity AND upper(t.code) = upper(NEW.code) AND t.batch <> NEW.batch)
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'master');
END;
CREATE TRIGGER site_approved BEFORE INSERT ON site BEGIN
  SELECT RAISE(ABORT, 'unapproved: a customer''s site is changed by a second person''s approval')
    WHERE EXISTS (SELECT 1 FROM site s WHERE s.entity = NEW.entity AND s.customer_number = NEW.customer_number
        AND s.code = NEW.code AND s.batch <> NEW.batch)
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'master');
END;
