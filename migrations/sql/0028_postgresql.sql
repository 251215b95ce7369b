-- Money leaves only against what was approved: a refund paid, or unclaimed property given to the state, never takes the
-- account that owes it below nothing.

CREATE INDEX posting_owed_back ON posting (entity, currency)
  WHERE dr_account IN ('refunds', 'unclaimed') OR cr_account IN ('refunds', 'unclaimed');
CREATE FUNCTION posting_owed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM fresh WHERE kind IN ('refund_paid', 'unclaimed_remitted')) THEN RETURN NULL; END IF;
  EXECUTE 'SELECT f.account FROM (
      SELECT DISTINCT entity, currency, dr_account AS account FROM fresh
       WHERE kind IN (''refund_paid'', ''unclaimed_remitted'') AND dr_account IN (''refunds'', ''unclaimed'')) f
    WHERE (SELECT sum(CASE f.account WHEN p.cr_account THEN p.minor WHEN p.dr_account THEN -p.minor ELSE 0 END) FROM posting p
       WHERE p.entity = f.entity AND p.currency = f.currency
         AND (p.dr_account IN (''refunds'', ''unclaimed'') OR p.cr_account IN (''refunds'', ''unclaimed''))) < 0 LIMIT 1' INTO bad;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'unapproved: more leaves than % owes', bad; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER owed AFTER INSERT ON posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION posting_owed();

-- A discount taken too late, above what the policy lets one person allow, takes two.
CREATE OR REPLACE FUNCTION entry_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh e WHERE e.reverses IS NULL AND e.kind IN ('bad_debt', 'bad_debt_expensed', 'concession', 'payable_netted', 'note_taken', 'refund_approved', 'unclaimed', 'late_discount')
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = e.batch AND v.verdict = 'approved' AND r.entity = e.entity AND r.kind = e.kind)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
