-- Money leaves only against what was approved: a refund paid, or unclaimed property given to the state, never takes the
-- account that owes it below nothing.

CREATE INDEX posting_owed_back ON posting (entity, currency)
  WHERE dr_account IN ('refunds', 'unclaimed') OR cr_account IN ('refunds', 'unclaimed');
CREATE TRIGGER posting_owed AFTER INSERT ON posting
WHEN NEW.kind IN ('refund_paid', 'unclaimed_remitted') AND NEW.dr_account IN ('refunds', 'unclaimed') BEGIN
  SELECT RAISE(ABORT, 'unapproved: more leaves than is owed')
    WHERE (SELECT sum(CASE NEW.dr_account WHEN cr_account THEN minor WHEN dr_account THEN -minor ELSE 0 END) FROM posting
       WHERE entity = NEW.entity AND currency = NEW.currency
         AND (dr_account IN ('refunds', 'unclaimed') OR cr_account IN ('refunds', 'unclaimed'))) < 0;
END;

-- A discount taken too late, above what the policy lets one person allow, takes two.
DROP TRIGGER entry_approved;
CREATE TRIGGER entry_approved BEFORE INSERT ON entry
WHEN NEW.reverses IS NULL AND NEW.kind IN ('bad_debt', 'bad_debt_expensed', 'concession', 'payable_netted', 'note_taken', 'refund_approved', 'unclaimed', 'late_discount') BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = NEW.kind);
END;
