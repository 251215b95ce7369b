-- The record that lets a kind of answer post without a person, or stops it: what was posted, what people judged, what
-- changed, what planted decoys say, and what a policy in the shadow would have done.

-- What the engine posted without a person, and what it would have posted in a stratum that is demoted: one row each.
-- `drawn` ones a reviewer answers anew without seeing ours.
CREATE TABLE automatic (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  receipt_id TEXT NOT NULL,
  decision_id TEXT NOT NULL,
  stratum TEXT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('posted', 'drawn', 'demoted')),
  as_of DATE NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON automatic REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON automatic FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON automatic FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- What a reviewer answered to a drawn posting, not knowing it; the newest of a decision counts.
CREATE TABLE audit (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  receipt_id TEXT NOT NULL,
  decision_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'contradicted', 'parked')),
  actor TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  customer_number TEXT NOT NULL,
  lines TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON audit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- A stratum lost the right to post by itself, or got it back, and the track that said so.
CREATE TABLE stratum_change (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  stratum TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('demoted', 'promoted')),
  reviewed BIGINT NOT NULL,
  wrong BIGINT NOT NULL,
  applied BIGINT NOT NULL,
  reversed BIGINT NOT NULL,
  error_bound TEXT NOT NULL,
  as_of DATE NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (stratum, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON stratum_change REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON stratum_change FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON stratum_change FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- Answers and decoy wins of a stratum in one count; the newest count of an entity counts.
CREATE TABLE decoy_count (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  count_id TEXT NOT NULL,
  stratum TEXT NOT NULL,
  answers BIGINT NOT NULL,
  wins BIGINT NOT NULL,
  seed TEXT NOT NULL,
  policy TEXT NOT NULL,
  as_of DATE NOT NULL,
  counted_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (count_id, stratum),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON decoy_count REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON decoy_count FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON decoy_count FOR EACH STATEMENT EXECUTE FUNCTION no_change();

-- What a policy that posts nothing would have decided otherwise than the one that does.
CREATE TABLE shadow_decision (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
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
  as_of DATE NOT NULL,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (policy, receipt_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON shadow_decision REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON shadow_decision FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON shadow_decision FOR EACH STATEMENT EXECUTE FUNCTION no_change();
