-- Rates, and what postings in another currency are worth in the entity's own.

CREATE TABLE rate (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  day DATE NOT NULL,
  nano BIGINT NOT NULL CHECK (nano >= 1),
  PRIMARY KEY (no),
  UNIQUE (entity, currency, day, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON rate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON rate FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON rate FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE valuation (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  entry_no BIGINT NOT NULL,
  line BIGINT NOT NULL CHECK (line >= 1),
  kind TEXT NOT NULL,
  dr_account TEXT NOT NULL,
  dr_item TEXT,
  cr_account TEXT NOT NULL,
  cr_item TEXT,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  PRIMARY KEY (no),
  UNIQUE (entry_no, line),
  FOREIGN KEY(entity, dr_account) REFERENCES account (entity, role),
  FOREIGN KEY(entity, cr_account) REFERENCES account (entity, role),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entry_no) REFERENCES entry (no),
  FOREIGN KEY(dr_item) REFERENCES item (item_id),
  FOREIGN KEY(cr_item) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON valuation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON valuation FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON valuation FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE INDEX valuation_dr ON valuation (dr_item) WHERE dr_item IS NOT NULL;
CREATE INDEX valuation_cr ON valuation (cr_item) WHERE cr_item IS NOT NULL;
CREATE INDEX valuation_batch ON valuation (batch);

CREATE FUNCTION valuation_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh v LEFT JOIN entry e ON e.no = v.entry_no
      WHERE e.batch IS DISTINCT FROM v.batch OR e.entity IS DISTINCT FROM v.entity) THEN
    RAISE EXCEPTION 'sealed: the entry is of another batch or entity';
  END IF;
  IF EXISTS (SELECT 1 FROM fresh v
      LEFT JOIN account d ON d.entity = v.entity AND d.role = v.dr_account
      LEFT JOIN account c ON c.entity = v.entity AND c.role = v.cr_account
      WHERE (d.control = 1) IS DISTINCT FROM (v.dr_item IS NOT NULL) OR (c.control = 1) IS DISTINCT FROM (v.cr_item IS NOT NULL)) THEN
    RAISE EXCEPTION 'unbalanced: a control account names an item, no other account does';
  END IF;
  IF EXISTS (SELECT 1 FROM fresh v JOIN entity e ON e.code = v.entity JOIN item i ON i.item_id IN (v.dr_item, v.cr_item)
      WHERE i.currency = e.currency OR i.entity <> v.entity) THEN
    RAISE EXCEPTION 'unbalanced: an item in the own currency of its entity is worth itself';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rules AFTER INSERT ON valuation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION valuation_rules();
-- What is settled is worth nothing, and what is owed is never worth less than nothing.
CREATE FUNCTION batch_valuations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad bigint;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM valuation WHERE batch = NEW.no) THEN RETURN NEW; END IF;
  EXECUTE 'WITH touched AS (SELECT dr_item AS item_id FROM valuation WHERE batch = $1 AND dr_item IS NOT NULL
        UNION SELECT cr_item FROM valuation WHERE batch = $1 AND cr_item IS NOT NULL),
      worth AS (SELECT t.item_id,
          coalesce((SELECT sum(minor) FROM valuation WHERE dr_item = t.item_id), 0)
          - coalesce((SELECT sum(minor) FROM valuation WHERE cr_item = t.item_id), 0) AS minor FROM touched t)
    SELECT i.no FROM item i JOIN worth w ON w.item_id = i.item_id
    WHERE (i.balance = 0 AND w.minor <> 0) OR (i.balance > 0 AND w.minor < 0) OR (i.balance < 0 AND w.minor > 0) LIMIT 1'
    INTO bad USING NEW.no;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'unbalanced: an item is worth what is not left of it'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER valuations BEFORE INSERT ON batch FOR EACH ROW EXECUTE FUNCTION batch_valuations();
