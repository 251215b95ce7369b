-- A run of the engine: under which policy and engine it decided, and what it was given. Its decisions are those of the
-- commands that name it. The frames themselves lie under the SHA-256 of their bytes, each once; the run names them, and
-- is in the hash chain. Old frames may be let go, so they are not in the chain; none is ever changed.

CREATE TABLE match_run (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  run_id TEXT NOT NULL,
  as_of DATE NOT NULL,
  engine TEXT NOT NULL,
  build TEXT NOT NULL,
  policy TEXT NOT NULL,
  frames TEXT NOT NULL,
  beside TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (run_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON match_run REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON match_run FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON match_run FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE match_frame (
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  content BYTEA NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (sha256)
);
CREATE TRIGGER no_change BEFORE UPDATE ON match_frame FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON match_frame FOR EACH STATEMENT EXECUTE FUNCTION no_change();
