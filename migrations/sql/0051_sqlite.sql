-- One rule a row where there were five: SQLite sets a trigger up anew for each row, which cost more than what it asks.

DROP TRIGGER entry_sealed;
DROP TRIGGER entry_rules;
DROP TRIGGER entry_approved;
DROP TRIGGER entry_rebilled;
DROP TRIGGER entry_once;
CREATE TRIGGER entry_rules BEFORE INSERT ON entry BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written') WHERE NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch);
  SELECT RAISE(ABORT, 'broken_chain: entry numbers have no gaps') WHERE NEW.no IS NOT (SELECT coalesce(max(no), 0) + 1 FROM entry);
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: entry.entry_id') WHERE EXISTS (SELECT 1 FROM entry WHERE entry_id = NEW.entry_id);
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: entry.reverses') WHERE EXISTS (SELECT 1 FROM entry WHERE reverses = NEW.reverses);
  SELECT RAISE(ABORT, 'period_closed: the month of the GL day is closed or missing')
    WHERE NOT EXISTS (SELECT 1 FROM period WHERE entity = NEW.entity AND month = substr(NEW.gl_on, 1, 7) AND state = 'open');
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NEW.reverses IS NULL AND NEW.kind IN ('bad_debt', 'bad_debt_expensed', 'concession', 'payable_netted', 'note_taken', 'refund_approved', 'unclaimed', 'late_discount')
    AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = NEW.kind)
    AND NOT EXISTS (SELECT 1 FROM arrangement_end x JOIN arrangement a ON a.arrangement_id = x.arrangement_id
      WHERE x.batch = NEW.batch AND x.state = 'settled' AND a.entity = NEW.entity AND a.waiver = NEW.kind);
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NEW.reverses IS NULL AND NEW.kind = 'rebilled'
    AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'rebill');
END;

-- That no version of an item is named twice on a side follows from its moves: each asks for the version before.
DROP TRIGGER posting_sealed;
DROP TRIGGER posting_rules;
DROP TRIGGER posting_once;
CREATE TRIGGER posting_rules BEFORE INSERT ON posting BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written') WHERE NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch);
  SELECT RAISE(ABORT, 'broken_chain: posting numbers have no gaps') WHERE NEW.no IS NOT (SELECT coalesce(max(no), 0) + 1 FROM posting);
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: posting.entry_no, posting.line')
    WHERE EXISTS (SELECT 1 FROM posting WHERE entry_no = NEW.entry_no AND line = NEW.line);
  SELECT RAISE(ABORT, 'sealed: the entry is of another batch or entity')
    WHERE NOT EXISTS (SELECT 1 FROM entry WHERE no = NEW.entry_no AND batch = NEW.batch AND entity = NEW.entity);
  SELECT RAISE(ABORT, 'unbalanced: a control account names an item, no other account does')
    WHERE (SELECT control FROM account WHERE entity = NEW.entity AND role = NEW.dr_account) IS NOT (NEW.dr_item IS NOT NULL)
       OR (SELECT control FROM account WHERE entity = NEW.entity AND role = NEW.cr_account) IS NOT (NEW.cr_item IS NOT NULL);
END;

-- Account and customer are written where they change alone: what is written again touches its indexes again.
DROP TRIGGER posting_moves;
DROP TRIGGER posting_owed;
CREATE TRIGGER posting_moves AFTER INSERT ON posting BEGIN
  UPDATE item SET balance = balance + NEW.minor, version = NEW.dr_version
    WHERE item_id = NEW.dr_item AND version = NEW.dr_version - 1 AND currency = NEW.currency AND entity = NEW.entity
      AND held_in = NEW.dr_account AND held_for IS NEW.dr_customer;
  SELECT RAISE(ABORT, 'stale: the debited item has another version, currency or entity')
    WHERE NEW.dr_item IS NOT NULL AND changes() <> 1 AND NOT EXISTS (SELECT 1 FROM item
      WHERE item_id = NEW.dr_item AND version = NEW.dr_version - 1 AND currency = NEW.currency AND entity = NEW.entity);
  UPDATE item SET balance = balance + NEW.minor, version = NEW.dr_version, held_in = NEW.dr_account, held_for = NEW.dr_customer
    WHERE item_id = CASE changes() WHEN 0 THEN NEW.dr_item END AND version = NEW.dr_version - 1;
  UPDATE item SET balance = balance - NEW.minor, version = NEW.cr_version
    WHERE item_id = NEW.cr_item AND version = NEW.cr_version - 1 AND currency = NEW.currency AND entity = NEW.entity
      AND held_in = NEW.cr_account AND held_for IS NEW.cr_customer;
  SELECT RAISE(ABORT, 'stale: the credited item has another version, currency or entity')
    WHERE NEW.cr_item IS NOT NULL AND changes() <> 1 AND NOT EXISTS (SELECT 1 FROM item
      WHERE item_id = NEW.cr_item AND version = NEW.cr_version - 1 AND currency = NEW.currency AND entity = NEW.entity);
  UPDATE item SET balance = balance - NEW.minor, version = NEW.cr_version, held_in = NEW.cr_account, held_for = NEW.cr_customer
    WHERE item_id = CASE changes() WHEN 0 THEN NEW.cr_item END AND version = NEW.cr_version - 1;
  SELECT RAISE(ABORT, 'unapproved: more leaves than is owed')
    WHERE NEW.kind IN ('refund_paid', 'unclaimed_remitted') AND NEW.dr_account IN ('refunds', 'unclaimed')
      AND (SELECT sum(CASE NEW.dr_account WHEN cr_account THEN minor WHEN dr_account THEN -minor ELSE 0 END) FROM posting
       WHERE entity = NEW.entity AND currency = NEW.currency
         AND (dr_account IN ('refunds', 'unclaimed') OR cr_account IN ('refunds', 'unclaimed'))) < 0;
END;

-- A check that breaks within a trigger leaves the posting where its statement says OR FAIL: a rule refuses before the check.
DROP TRIGGER item_bounds;
DROP TRIGGER item_derived;
CREATE TRIGGER item_derived BEFORE UPDATE OF balance, version, held_in, held_for ON item BEGIN
  SELECT RAISE(ABORT, 'append_only: the balance of an item follows from its postings alone')
    WHERE NEW.version IS NOT OLD.version + 1 OR NOT EXISTS (
      SELECT 1 FROM posting p WHERE p.no = (SELECT max(no) FROM posting) AND (
        (p.dr_item = NEW.item_id AND p.dr_version = NEW.version AND p.minor = NEW.balance - OLD.balance
          AND p.dr_account IS NEW.held_in AND p.dr_customer IS NEW.held_for)
        OR (p.cr_item = NEW.item_id AND p.cr_version = NEW.version AND p.minor = OLD.balance - NEW.balance
          AND p.cr_account IS NEW.held_in AND p.cr_customer IS NEW.held_for)));
  SELECT RAISE(ABORT, 'CHECK constraint failed: item_balance')
    WHERE NEW.balance NOT BETWEEN min(NEW.amount, 0) AND max(NEW.amount, 0);
END;

-- Asked only where a statement changes the number under one of its three other names.
DROP TRIGGER item_number;
CREATE TRIGGER item_number BEFORE UPDATE OF rowid, oid, _rowid_ ON item WHEN NEW.no <> OLD.no BEGIN
  SELECT RAISE(ABORT, 'append_only: facts of an item never change');
END;

DROP TRIGGER application_sealed;
DROP TRIGGER application_once;
CREATE TRIGGER application_rules BEFORE INSERT ON application BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written') WHERE NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch);
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: application.rowid') WHERE EXISTS (SELECT 1 FROM application WHERE rowid = NEW.rowid);
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: application.application_id')
    WHERE EXISTS (SELECT 1 FROM application WHERE application_id = NEW.application_id);
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: application.reverses')
    WHERE EXISTS (SELECT 1 FROM application WHERE reverses = NEW.reverses);
END;
