-- The number of SQLite's own that each row has under three names stands in no list of columns: it changes no more than the facts.
CREATE TRIGGER item_number BEFORE UPDATE ON item WHEN NEW.no <> OLD.no BEGIN
  SELECT RAISE(ABORT, 'append_only: facts of an item never change');
END;
CREATE TRIGGER period_number BEFORE UPDATE ON period WHEN NEW.rowid <> OLD.rowid BEGIN
  SELECT RAISE(ABORT, 'append_only: a month changes by period_change alone');
END;
CREATE TRIGGER period_once BEFORE INSERT ON period
WHEN EXISTS (SELECT 1 FROM period WHERE rowid = NEW.rowid) BEGIN
  SELECT RAISE(ABORT, 'append_only: a month changes by period_change alone');
END;

-- A check that breaks within a trigger leaves the posting where its statement says OR FAIL: a rule refuses before the check.
CREATE TRIGGER item_bounds BEFORE UPDATE OF balance ON item
WHEN NEW.balance NOT BETWEEN min(NEW.amount, 0) AND max(NEW.amount, 0) BEGIN
  SELECT RAISE(ABORT, 'CHECK constraint failed: item_balance');
END;
