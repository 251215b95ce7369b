-- What an application costs. A row of `item` that changes was written anew into all of its indexes, because one of them
-- held its balance. What is open now stands in a narrow table beside it, which the postings keep as they keep the item;
-- an item then changes in place (HOT) where its page has room, and reports read few bytes.

DROP INDEX item_open;
ALTER TABLE item SET (fillfactor = 45);
CREATE TABLE open_item (
  no BIGINT NOT NULL PRIMARY KEY,
  entity TEXT NOT NULL,
  item_id TEXT NOT NULL,
  held_for TEXT,
  currency TEXT NOT NULL,
  type TEXT NOT NULL,
  held_in TEXT NOT NULL,
  due_on DATE NOT NULL,
  issued_on DATE NOT NULL,
  balance BIGINT NOT NULL CHECK (balance <> 0)
);
INSERT INTO open_item SELECT no, entity, item_id, held_for, currency, type, held_in, due_on, issued_on, balance
  FROM item WHERE balance <> 0;
-- in the order in which aging sums it, and nothing but the index is read
CREATE INDEX open_item_aged ON open_item (entity, held_for, currency, type, held_in, due_on, issued_on, balance);
CREATE TRIGGER derived BEFORE INSERT OR UPDATE OR DELETE ON open_item
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON open_item FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE OR REPLACE FUNCTION posting_rules() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE bad text; n bigint; low bigint; high bigint;
BEGIN
  SELECT count(*), min(no), max(no) INTO n, low, high FROM fresh;
  IF n = 0 THEN RETURN NULL; END IF;
  IF high - low + 1 <> n OR low <> coalesce((SELECT max(no) FROM posting WHERE no < low), 0) + 1 THEN
    RAISE EXCEPTION 'broken_chain: posting numbers have no gaps';
  END IF;
  EXECUTE 'SELECT p.no::text FROM fresh p LEFT JOIN entry e ON e.no = p.entry_no
    WHERE e.batch IS DISTINCT FROM p.batch OR e.entity IS DISTINCT FROM p.entity LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'sealed: the entry is of another batch or entity'; END IF;
  EXECUTE 'SELECT p.no::text FROM fresh p
      LEFT JOIN account d ON d.entity = p.entity AND d.role = p.dr_account
      LEFT JOIN account c ON c.entity = p.entity AND c.role = p.cr_account
    WHERE (d.control = 1) IS DISTINCT FROM (p.dr_item IS NOT NULL) OR (c.control = 1) IS DISTINCT FROM (p.cr_item IS NOT NULL)
    LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'unbalanced: a control account names an item, no other account does'; END IF;
  EXECUTE 'WITH side AS (
      SELECT dr_item AS item, dr_version AS version, minor, currency, entity, dr_account AS account, dr_customer AS customer
        FROM fresh WHERE dr_item IS NOT NULL
      UNION ALL
      SELECT cr_item, cr_version, -minor, currency, entity, cr_account, cr_customer FROM fresh WHERE cr_item IS NOT NULL),
    gathered AS (
      SELECT item, count(*) AS n, count(DISTINCT version) AS versions, min(version) AS low, max(version) AS high, sum(minor) AS minor,
             min(currency) AS currency, max(currency) AS currency_too, min(entity) AS entity, max(entity) AS entity_too,
             (array_agg(account ORDER BY version DESC))[1] AS account, (array_agg(customer ORDER BY version DESC))[1] AS customer
        FROM side GROUP BY item),
    changed AS (
      UPDATE item i SET balance = i.balance + g.minor, version = g.high, held_in = g.account, held_for = g.customer FROM gathered g
       WHERE i.item_id = g.item AND i.version = g.low - 1 AND g.high - g.low + 1 = g.n AND g.versions = g.n
         AND i.currency = g.currency AND i.currency = g.currency_too AND i.entity = g.entity AND i.entity = g.entity_too
      RETURNING i.no, i.entity, i.item_id, i.held_for, i.currency, i.type, i.held_in, i.due_on, i.issued_on, i.balance),
    closed AS (DELETE FROM open_item o USING changed c WHERE o.no = c.no AND c.balance = 0),
    opened AS (
      INSERT INTO open_item SELECT * FROM changed WHERE balance <> 0
      ON CONFLICT (no) DO UPDATE SET balance = excluded.balance, held_in = excluded.held_in, held_for = excluded.held_for)
    SELECT item FROM gathered WHERE item NOT IN (SELECT item_id FROM changed) LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'stale: item % has another version, currency or entity', bad; END IF;
  RETURN NULL;
END $$;

-- References that are seldom there are proven a statement at a time: a key asks once a row. The month that entry_rules
-- finds is one of the entity.
ALTER TABLE entry DROP CONSTRAINT entry_entity_fkey, DROP CONSTRAINT entry_reverses_fkey;
ALTER TABLE application DROP CONSTRAINT application_reverses_fkey;
CREATE FUNCTION reverses_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad bigint;
BEGIN
  EXECUTE format('SELECT f.no FROM fresh f LEFT JOIN %I w ON w.no = f.reverses
    WHERE f.reverses IS NOT NULL AND w.no IS NULL LIMIT 1', TG_TABLE_NAME) INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'foreign key: % % reverses what is not there', TG_TABLE_NAME, bad; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reverses AFTER INSERT ON entry REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION reverses_what_is_there();
CREATE TRIGGER reverses AFTER INSERT ON application REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION reverses_what_is_there();
