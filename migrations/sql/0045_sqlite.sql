-- Duties at odds that the night found in one person, and what became of each.

CREATE TABLE duty_conflict (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  conflict_id TEXT NOT NULL CHECK (conflict_id <> ''),
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  basis TEXT NOT NULL CHECK (basis IN ('held', 'delegated', 'case')),
  duties TEXT NOT NULL CHECK (duties <> ''),
  about TEXT NOT NULL,
  why TEXT NOT NULL CHECK (why <> ''),
  evidence TEXT NOT NULL,
  owner TEXT NOT NULL,
  found_on TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, login, no),
  CHECK ((basis = 'held') = (about = '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (conflict_id),
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER duty_conflict_sealed BEFORE INSERT ON duty_conflict WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER duty_conflict_no_update BEFORE UPDATE ON duty_conflict BEGIN SELECT RAISE(ABORT, 'append_only: duty_conflict'); END;
CREATE TRIGGER duty_conflict_no_delete BEFORE DELETE ON duty_conflict BEGIN SELECT RAISE(ABORT, 'append_only: duty_conflict'); END;
CREATE INDEX duty_conflict_batch ON duty_conflict (batch);

CREATE TABLE duty_conflict_step (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  conflict_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'open', 'closed')),
  until TEXT,
  request_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  on_day TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (conflict_id, no),
  CHECK ((state = 'accepted') = (until IS NOT NULL)),
  CHECK ((state = 'accepted') = (request_id <> '')),
  CHECK (until >= on_day),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(conflict_id) REFERENCES duty_conflict (conflict_id)
) STRICT;
CREATE TRIGGER duty_conflict_step_sealed BEFORE INSERT ON duty_conflict_step WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER duty_conflict_step_no_update BEFORE UPDATE ON duty_conflict_step BEGIN SELECT RAISE(ABORT, 'append_only: duty_conflict_step'); END;
CREATE TRIGGER duty_conflict_step_no_delete BEFORE DELETE ON duty_conflict_step BEGIN SELECT RAISE(ABORT, 'append_only: duty_conflict_step'); END;
CREATE INDEX duty_conflict_step_batch ON duty_conflict_step (batch);
CREATE TRIGGER duty_conflict_step_approved BEFORE INSERT ON duty_conflict_step WHEN NEW.state = 'accepted' BEGIN
  SELECT RAISE(ABORT, 'unapproved: a conflict of duties is accepted by two people, and not by whom it is about')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      JOIN duty_conflict c ON c.conflict_id = NEW.conflict_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = c.entity AND r.kind = 'duty_exception'
        AND r.request_id = NEW.request_id AND lower(v.checker) <> c.login);
END;
