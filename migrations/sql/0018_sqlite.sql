-- Work done beside requests: what is to be done, how far it is, and every try of it.

CREATE TABLE work (
  work_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  key TEXT NOT NULL,
  payload TEXT NOT NULL,
  priority INTEGER NOT NULL,
  actor TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'dead')),
  due_at INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  losses INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  owner TEXT NOT NULL,
  slot INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  step TEXT NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL,
  result TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (work_id),
  UNIQUE (kind, entity, key)
) STRICT;
CREATE UNIQUE INDEX work_slot ON work (kind, entity, slot) WHERE state = 'running';
CREATE INDEX work_due ON work (state, due_at);

CREATE TABLE work_try (
  work_id TEXT NOT NULL,
  fence INTEGER NOT NULL,
  owner TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (work_id, fence)
) STRICT;
