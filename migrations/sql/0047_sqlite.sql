-- Parts of bank files that are being taken: rows come with a file's bytes and go as they are written.

CREATE TABLE taking (
  sha256 TEXT NOT NULL,
  start INTEGER NOT NULL,
  entity TEXT NOT NULL,
  actor TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (sha256, start),
  FOREIGN KEY(sha256) REFERENCES bank_file (sha256),
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
