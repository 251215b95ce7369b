-- References are proven a statement at a time. A foreign key asks once a row, six times a posting; what the rules of a
-- statement prove for all of its rows at once needs no key beside them. What a row refers to cannot go: it is append-only.

-- posting_rules: the entry is there, of the same batch and entity; the accounts are there; each item was changed.
ALTER TABLE posting
  DROP CONSTRAINT posting_batch_fkey, DROP CONSTRAINT posting_entry_no_fkey,
  DROP CONSTRAINT posting_dr_item_fkey, DROP CONSTRAINT posting_cr_item_fkey,
  DROP CONSTRAINT posting_entity_dr_account_fkey, DROP CONSTRAINT posting_entity_cr_account_fkey;

ALTER TABLE application
  DROP CONSTRAINT application_batch_fkey, DROP CONSTRAINT application_entry_no_fkey,
  DROP CONSTRAINT application_receipt_id_fkey, DROP CONSTRAINT application_item_id_fkey,
  DROP CONSTRAINT application_deduction_item_id_fkey;
CREATE FUNCTION application_refers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad text;
BEGIN
  EXECUTE 'SELECT a.application_id FROM fresh a LEFT JOIN entry e ON e.no = a.entry_no
      LEFT JOIN item r ON r.item_id = a.receipt_id LEFT JOIN item i ON i.item_id = a.item_id
      LEFT JOIN item d ON d.item_id = a.deduction_item_id
    WHERE e.batch IS DISTINCT FROM a.batch OR r.no IS NULL OR i.no IS NULL OR (a.deduction_item_id IS NOT NULL AND d.no IS NULL)
    LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'foreign key: application % names what is not there', bad; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refers AFTER INSERT ON application REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION application_refers();

ALTER TABLE item
  DROP CONSTRAINT item_batch_fkey, DROP CONSTRAINT item_entity_fkey, DROP CONSTRAINT item_entry_no_fkey,
  DROP CONSTRAINT item_entity_customer_number_fkey, DROP CONSTRAINT item_origin_item_id_fkey;
CREATE FUNCTION item_refers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad text;
BEGIN
  EXECUTE 'SELECT i.item_id FROM fresh i LEFT JOIN entry e ON e.no = i.entry_no
      LEFT JOIN customer c ON c.entity = i.entity AND c.number = i.customer_number
      LEFT JOIN item o ON o.item_id = i.origin_item_id
    WHERE e.batch IS DISTINCT FROM i.batch OR e.entity IS DISTINCT FROM i.entity
      OR (i.customer_number IS NOT NULL AND c.no IS NULL) OR (i.origin_item_id IS NOT NULL AND o.no IS NULL)
    LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'foreign key: item % names what is not there', bad; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refers AFTER INSERT ON item REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION item_refers();
