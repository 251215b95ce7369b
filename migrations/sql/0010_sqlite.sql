-- Rates, and what postings in another currency are worth in the entity's own.

CREATE TABLE rate (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  day TEXT NOT NULL,
  nano INTEGER NOT NULL CHECK (nano >= 1),
  PRIMARY KEY (no),
  UNIQUE (entity, currency, day, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER rate_sealed BEFORE INSERT ON rate WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER rate_no_update BEFORE UPDATE ON rate BEGIN SELECT RAISE(ABORT, 'append_only: rate'); END;
CREATE TRIGGER rate_no_delete BEFORE DELETE ON rate BEGIN SELECT RAISE(ABORT, 'append_only: rate'); END;

CREATE TABLE valuation (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entry_no INTEGER NOT NULL,
  line INTEGER NOT NULL CHECK (line >= 1),
  kind TEXT NOT NULL,
  dr_account TEXT NOT NULL,
  dr_item TEXT,
  cr_account TEXT NOT NULL,
  cr_item TEXT,
  minor INTEGER NOT NULL CHECK (minor >= 1),
  PRIMARY KEY (no),
  UNIQUE (entry_no, line),
  FOREIGN KEY(entity, dr_account) REFERENCES account (entity, role),
  FOREIGN KEY(entity, cr_account) REFERENCES account (entity, role),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entry_no) REFERENCES entry (no),
  FOREIGN KEY(dr_item) REFERENCES item (item_id),
  FOREIGN KEY(cr_item) REFERENCES item (item_id)
) STRICT;
CREATE TRIGGER valuation_sealed BEFORE INSERT ON valuation WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER valuation_no_update BEFORE UPDATE ON valuation BEGIN SELECT RAISE(ABORT, 'append_only: valuation'); END;
CREATE TRIGGER valuation_no_delete BEFORE DELETE ON valuation BEGIN SELECT RAISE(ABORT, 'append_only: valuation'); END;

CREATE INDEX valuation_dr ON valuation (dr_item) WHERE dr_item IS NOT NULL;
CREATE INDEX valuation_cr ON valuation (cr_item) WHERE cr_item IS NOT NULL;
CREATE INDEX valuation_batch ON valuation (batch);

CREATE TRIGGER valuation_rules BEFORE INSERT ON valuation BEGIN
  SELECT RAISE(ABORT, 'sealed: the entry is of another batch or entity')
    WHERE NOT EXISTS (SELECT 1 FROM entry WHERE no = NEW.entry_no AND batch = NEW.batch AND entity = NEW.entity);
  SELECT RAISE(ABORT, 'unbalanced: a control account names an item, no other account does')
    WHERE (SELECT control FROM account WHERE entity = NEW.entity AND role = NEW.dr_account) IS NOT (NEW.dr_item IS NOT NULL)
       OR (SELECT control FROM account WHERE entity = NEW.entity AND role = NEW.cr_account) IS NOT (NEW.cr_item IS NOT NULL);
  SELECT RAISE(ABORT, 'unbalanced: an item in the own currency of its entity is worth itself')
    WHERE EXISTS (SELECT 1 FROM item i JOIN entity e ON e.code = NEW.entity
      WHERE i.item_id IN (NEW.dr_item, NEW.cr_item) AND (i.currency = e.currency OR i.entity <> NEW.entity));
END;
-- What is settled is worth nothing, and what is owed is never worth less than nothing.
CREATE TRIGGER batch_valuations BEFORE INSERT ON batch WHEN EXISTS (SELECT 1 FROM valuation WHERE batch = NEW.no) BEGIN
  SELECT RAISE(ABORT, 'unbalanced: an item is worth what is not left of it')
    WHERE EXISTS (
      SELECT 1 FROM (
        SELECT i.balance,
          (SELECT coalesce(sum(minor), 0) FROM valuation WHERE dr_item = i.item_id)
          - (SELECT coalesce(sum(minor), 0) FROM valuation WHERE cr_item = i.item_id) AS minor
        FROM item i WHERE i.item_id IN (SELECT dr_item FROM valuation WHERE batch = NEW.no AND dr_item IS NOT NULL
          UNION SELECT cr_item FROM valuation WHERE batch = NEW.no AND cr_item IS NOT NULL)) w
      WHERE (balance = 0 AND minor <> 0) OR (balance > 0 AND minor < 0) OR (balance < 0 AND minor > 0));
END;
