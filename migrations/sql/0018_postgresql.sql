-- Work done beside requests: what is to be done, how far it is, and every try of it.

CREATE TABLE work (
  work_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  key TEXT NOT NULL,
  payload TEXT NOT NULL,
  priority BIGINT NOT NULL,
  actor TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'dead')),
  due_at BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  losses BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  owner TEXT NOT NULL,
  slot BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  step TEXT NOT NULL,
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  result TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (work_id),
  UNIQUE (kind, entity, key)
);
CREATE UNIQUE INDEX work_slot ON work (kind, entity, slot) WHERE state = 'running';
CREATE INDEX work_due ON work (state, due_at);

CREATE TABLE work_try (
  work_id TEXT NOT NULL,
  fence BIGINT NOT NULL,
  owner TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  ended_at BIGINT,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (work_id, fence)
);
