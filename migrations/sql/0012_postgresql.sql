-- Master data in versions: sites, contacts, who minds a customer, papers, reviews; entities; charts of accounts.

CREATE TABLE site (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  customer_number VARCHAR NOT NULL,
  code VARCHAR NOT NULL CHECK (code <> ''),
  roles VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  address VARCHAR NOT NULL,
  tax_jurisdiction VARCHAR NOT NULL,
  tax_group VARCHAR NOT NULL,
  terms VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, code, no),
  CHECK (valid_until >= valid_from),
  CHECK (roles NOT LIKE '%ship_to%' OR tax_jurisdiction <> ''),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
);
CREATE TRIGGER a_sealed AFTER INSERT ON site REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON site FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON site FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE contact (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  customer_number VARCHAR NOT NULL,
  name VARCHAR NOT NULL CHECK (name <> ''),
  roles VARCHAR NOT NULL,
  email VARCHAR NOT NULL,
  phone VARCHAR NOT NULL,
  channel VARCHAR NOT NULL,
  hours VARCHAR NOT NULL,
  do_not_email BIGINT NOT NULL CHECK (do_not_email IN (0, 1)),
  bounced_on DATE,
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, name, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
);
CREATE TRIGGER a_sealed AFTER INSERT ON contact REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON contact FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON contact FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE assignment (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  customer_number VARCHAR NOT NULL,
  role VARCHAR NOT NULL CHECK (role IN ('collector', 'sales_rep', 'credit_analyst')),
  person VARCHAR NOT NULL CHECK (person <> ''),
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, role, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
);
CREATE TRIGGER a_sealed AFTER INSERT ON assignment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON assignment FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON assignment FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE paper (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  customer_number VARCHAR NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind <> ''),
  jurisdiction VARCHAR NOT NULL,
  number VARCHAR NOT NULL,
  signer VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL CHECK (length(sha256) IN (0, 64)),
  note VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, kind, jurisdiction, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
);
CREATE TRIGGER a_sealed AFTER INSERT ON paper REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON paper FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON paper FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE review (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  customer_number VARCHAR NOT NULL,
  reviewer VARCHAR NOT NULL CHECK (reviewer <> ''),
  note VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number)
);
CREATE TRIGGER a_sealed AFTER INSERT ON review REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON review FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE entity_fact (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  name VARCHAR NOT NULL CHECK (name <> ''),
  address VARCHAR NOT NULL,
  tax_id VARCHAR NOT NULL,
  remit_to VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON entity_fact REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON entity_fact FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON entity_fact FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE gl_account (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  code VARCHAR NOT NULL CHECK (code <> ''),
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
  valid_from DATE NOT NULL,
  valid_until DATE,
  PRIMARY KEY (no),
  UNIQUE (entity, code, no),
  CHECK (valid_until >= valid_from),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON gl_account REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON gl_account FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON gl_account FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE account_mapping (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  code VARCHAR NOT NULL CHECK (code <> ''),
  name VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  actor VARCHAR NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, role, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity, role) REFERENCES account (entity, role)
);
CREATE TRIGGER a_sealed AFTER INSERT ON account_mapping REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON account_mapping FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON account_mapping FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- Every number a role was mapped to; those without a day hold from the beginning.
CREATE VIEW mapped AS
  SELECT entity, role, code, name, batch, DATE '0001-01-01' AS valid_from FROM account_change
  UNION ALL SELECT entity, role, code, name, batch, valid_from FROM account_mapping;

-- What a second person has to approve: facts of a customer that steer money, terms and sites that are there already.
CREATE FUNCTION master_approved(its_batch BIGINT, its_entity TEXT) RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
    WHERE v.batch = its_batch AND v.verdict = 'approved' AND r.entity = its_entity AND r.kind = 'master')
$$;
CREATE FUNCTION customer_fact_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n
      JOIN customer_fact f ON f.entity = n.entity AND f.number = n.number AND f.no = (SELECT max(x.no)
        FROM customer_fact x WHERE x.entity = n.entity AND x.number = n.number AND x.no < n.no)
      WHERE (f.name, f.parent_number, f.terms, f.credit_limit, f.tax_id, f.duns)
          IS DISTINCT FROM (n.name, n.parent_number, n.terms, n.credit_limit, n.tax_id, n.duns)
        AND NOT master_approved(n.batch, n.entity)) THEN
    RAISE EXCEPTION 'unapproved: a customer''s name, parent, terms, limit or numbers are changed by a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON customer_fact REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customer_fact_approved();
CREATE FUNCTION terms_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n JOIN terms t ON t.entity = n.entity AND upper(t.code) = upper(n.code)
      WHERE t.batch <> n.batch AND NOT master_approved(n.batch, n.entity)) THEN
    RAISE EXCEPTION 'unapproved: terms that are kept are changed by a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON terms REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION terms_approved();
CREATE FUNCTION site_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n JOIN site s ON s.entity = n.entity AND s.customer_number = n.customer_number
      AND s.code = n.code WHERE s.batch <> n.batch AND NOT master_approved(n.batch, n.entity)) THEN
    RAISE EXCEPTION 'unapproved: a customer''s site is changed by a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON site REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION site_approved();
