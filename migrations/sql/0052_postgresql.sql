-- An item whose balance is in one of its indexes is written anew into all of them with each move (0024): what waits of
-- receipts is found in `open_item`.
DROP INDEX item_waiting;
CREATE INDEX open_item_waiting ON open_item (entity, balance, substr(item_id, 5))
  WHERE type = 'receipt' AND balance < 0 AND held_in NOT IN ('on_account', 'deposits');

-- The moves of an item in order: each is the version after the one before, and the last says where and for whom it is
-- held. One sort of all moves does it; an aggregate with an order of its own sets up a sort for every item.
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
    moved AS (
      SELECT *, version - lag(version) OVER by_item AS step, lead(version) OVER by_item IS NULL AS last
        FROM side WINDOW by_item AS (PARTITION BY item ORDER BY version)),
    gathered AS (
      SELECT item, min(version) AS low, max(version) AS high, bool_and(coalesce(step, 1) = 1) AS steps, sum(minor) AS minor,
             min(currency) AS currency, max(currency) AS currency_too, min(entity) AS entity, max(entity) AS entity_too,
             max(account) FILTER (WHERE last) AS account, max(customer) FILTER (WHERE last) AS customer
        FROM moved GROUP BY item),
    changed AS (
      UPDATE item i SET balance = i.balance + g.minor, version = g.high, held_in = g.account, held_for = g.customer FROM gathered g
       WHERE i.item_id = g.item AND i.version = g.low - 1 AND g.steps
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
