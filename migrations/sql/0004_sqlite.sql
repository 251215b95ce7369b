-- The record that lets a kind of answer post without a person, or stops it: what was posted, what people judged, what
-- changed, what planted decoys say, and what a policy in the shadow would have done.

-- What the engine posted without a person, and what it would have posted in a stratum that is demoted: one row each.
-- `drawn` ones a reviewer answers anew without seeing ours.
CREATE TABLE automatic (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  receipt_id TEXT NOT NULL,
  decision_id TEXT NOT NULL,
  stratum TEXT NOT NULL,
  confidence REAL NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('posted', 'drawn', 'demoted')),
  as_of TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER automatic_sealed BEFORE INSERT ON automatic WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER automatic_no_update BEFORE UPDATE ON automatic BEGIN SELECT RAISE(ABORT, 'append_only: automatic'); END;
CREATE TRIGGER automatic_no_delete BEFORE DELETE ON automatic BEGIN SELECT RAISE(ABORT, 'append_only: automatic'); END;

-- What a reviewer answered to a drawn posting, not knowing it; the newest of a decision counts.
CREATE TABLE audit (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  receipt_id TEXT NOT NULL,
  decision_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'contradicted', 'parked')),
  actor TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  customer_number TEXT NOT NULL,
  lines TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER audit_sealed BEFORE INSERT ON audit WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append_only: audit'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append_only: audit'); END;

-- A stratum lost the right to post by itself, or got it back, and the track that said so.
CREATE TABLE stratum_change (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  stratum TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('demoted', 'promoted')),
  reviewed INTEGER NOT NULL,
  wrong INTEGER NOT NULL,
  applied INTEGER NOT NULL,
  reversed INTEGER NOT NULL,
  error_bound TEXT NOT NULL,
  as_of TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (stratum, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER stratum_change_sealed BEFORE INSERT ON stratum_change WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER stratum_change_no_update BEFORE UPDATE ON stratum_change BEGIN SELECT RAISE(ABORT, 'append_only: stratum_change'); END;
CREATE TRIGGER stratum_change_no_delete BEFORE DELETE ON stratum_change BEGIN SELECT RAISE(ABORT, 'append_only: stratum_change'); END;

-- Answers and decoy wins of a stratum in one count; the newest count of an entity counts.
CREATE TABLE decoy_count (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  count_id TEXT NOT NULL,
  stratum TEXT NOT NULL,
  answers INTEGER NOT NULL,
  wins INTEGER NOT NULL,
  seed TEXT NOT NULL,
  policy TEXT NOT NULL,
  as_of TEXT NOT NULL,
  counted_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (count_id, stratum),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER decoy_count_sealed BEFORE INSERT ON decoy_count WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER decoy_count_no_update BEFORE UPDATE ON decoy_count BEGIN SELECT RAISE(ABORT, 'append_only: decoy_count'); END;
CREATE TRIGGER decoy_count_no_delete BEFORE DELETE ON decoy_count BEGIN SELECT RAISE(ABORT, 'append_only: decoy_count'); END;

-- What a policy that posts nothing would have decided otherwise than the one that does.
CREATE TABLE shadow_decision (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  policy TEXT NOT NULL,
  version TEXT NOT NULL,
  receipt_id TEXT NOT NULL,
  decision_id TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  customer TEXT NOT NULL,
  stratum TEXT NOT NULL,
  lines TEXT NOT NULL,
  live TEXT NOT NULL,
  as_of TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (policy, receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER shadow_decision_sealed BEFORE INSERT ON shadow_decision WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER shadow_decision_no_update BEFORE UPDATE ON shadow_decision BEGIN SELECT RAISE(ABORT, 'append_only: shadow_decision'); END;
CREATE TRIGGER shadow_decision_no_delete BEFORE DELETE ON shadow_decision BEGIN SELECT RAISE(ABORT, 'append_only: shadow_decision'); END;
