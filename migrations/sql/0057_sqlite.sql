-- Files that were refused: who brought which, when and why; a row goes after a while.

CREATE TABLE refused_file (
  entity TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  refused_at INTEGER NOT NULL,
  PRIMARY KEY (entity, sha256, code)
) STRICT;
