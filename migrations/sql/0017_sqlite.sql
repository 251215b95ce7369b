CREATE TABLE answer (
  entity TEXT NOT NULL,
  key TEXT NOT NULL,
  asked TEXT NOT NULL,
  status INTEGER NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  PRIMARY KEY (entity, key)
) STRICT;
CREATE INDEX answer_given ON answer (given_at);
