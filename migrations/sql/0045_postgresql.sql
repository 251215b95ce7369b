-- Duties at odds that the night found in one person, and what became of each.

CREATE TABLE duty_conflict (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  conflict_id TEXT NOT NULL CHECK (conflict_id <> ''),
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  basis TEXT NOT NULL CHECK (basis IN ('held', 'delegated', 'case')),
  duties TEXT NOT NULL CHECK (duties <> ''),
  about TEXT NOT NULL,
  why TEXT NOT NULL CHECK (why <> ''),
  evidence TEXT NOT NULL,
  owner TEXT NOT NULL,
  found_on DATE NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, login, no),
  CHECK ((basis = 'held') = (about = '')),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (conflict_id),
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON duty_conflict REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON duty_conflict FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON duty_conflict FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX duty_conflict_batch ON duty_conflict (batch);

CREATE TABLE duty_conflict_step (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  conflict_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'open', 'closed')),
  until DATE,
  request_id TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  on_day DATE NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (conflict_id, no),
  CHECK ((state = 'accepted') = (until IS NOT NULL)),
  CHECK ((state = 'accepted') = (request_id <> '')),
  CHECK (until >= on_day),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(conflict_id) REFERENCES duty_conflict (conflict_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON duty_conflict_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON duty_conflict_step FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON duty_conflict_step FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX duty_conflict_step_batch ON duty_conflict_step (batch);
CREATE FUNCTION duty_conflict_step_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE n.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM verdict v
      JOIN request r ON r.request_id = v.request_id JOIN duty_conflict c ON c.conflict_id = n.conflict_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = c.entity AND r.kind = 'duty_exception'
        AND r.request_id = n.request_id AND lower(v.checker) <> c.login)) THEN
    RAISE EXCEPTION 'unapproved: a conflict of duties is accepted by two people, and not by whom it is about';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON duty_conflict_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION duty_conflict_step_approved();
