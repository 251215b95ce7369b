-- A run of the engine: under which policy and engine it decided, and what it was given. Its decisions are those of the
-- commands that name it. The frames themselves lie under the SHA-256 of their bytes, each once; the run names them, and
-- is in the hash chain. Old frames may be let go, so they are not in the chain; none is ever changed.

CREATE TABLE match_run (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  run_id TEXT NOT NULL,
  as_of TEXT NOT NULL,
  engine TEXT NOT NULL,
  build TEXT NOT NULL,
  policy TEXT NOT NULL,
  frames TEXT NOT NULL,
  beside TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (run_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER match_run_sealed BEFORE INSERT ON match_run WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER match_run_no_update BEFORE UPDATE ON match_run BEGIN SELECT RAISE(ABORT, 'append_only: match_run'); END;
CREATE TRIGGER match_run_no_delete BEFORE DELETE ON match_run BEGIN SELECT RAISE(ABORT, 'append_only: match_run'); END;

CREATE TABLE match_frame (
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  content BLOB NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (sha256)
) STRICT;
CREATE TRIGGER match_frame_no_update BEFORE UPDATE ON match_frame BEGIN SELECT RAISE(ABORT, 'append_only: match_frame'); END;
