-- Agencies: who collects for us, what was placed with them, what became of it.


CREATE TABLE agency (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  body TEXT NOT NULL,
  request_id TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, code, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON agency REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON agency FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON agency FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX agency_batch ON agency (batch);

CREATE TABLE placement (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  placement_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  agency TEXT NOT NULL CHECK (agency <> ''),
  jurisdiction TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  fee BIGINT NOT NULL CHECK (fee BETWEEN 0 AND 10000),
  placed_on DATE NOT NULL,
  free_until DATE NOT NULL,
  file TEXT NOT NULL CHECK (file <> ''),
  request_id TEXT NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (placement_id),
  UNIQUE (request_id),
  FOREIGN KEY(request_id) REFERENCES request (request_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON placement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON placement FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON placement FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX placement_batch ON placement (batch);

CREATE TABLE placement_item (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  placement_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  minor BIGINT NOT NULL CHECK (minor >= 1),
  PRIMARY KEY (no),
  UNIQUE (placement_id, item_id),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(placement_id) REFERENCES placement (placement_id),
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON placement_item REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON placement_item FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON placement_item FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX placement_item_batch ON placement_item (batch);

CREATE TABLE placement_step (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  placement_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('acknowledged', 'promise', 'remitted', 'direct_payment', 'suit_authorised', 'recalled', 'closed')),
  note TEXT NOT NULL,
  happened_on DATE NOT NULL,
  by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (placement_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(placement_id) REFERENCES placement (placement_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON placement_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON placement_step FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON placement_step FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX placement_step_batch ON placement_step (batch);
CREATE INDEX placement_item_document ON placement_item (item_id);
CREATE FUNCTION placement_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.request_id = n.request_id
        AND r.kind = 'placement' AND r.customer_number = n.customer_number AND r.minor = n.minor)) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON placement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION placement_approved();
CREATE FUNCTION agency_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.request_id = n.request_id
        AND r.kind = 'agency')) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON agency REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION agency_approved();
-- Owners of queues and items, substitutes, reviews of access, playbooks, comments and who watches a customer.

CREATE TABLE queue_owner (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  queue TEXT NOT NULL CHECK (queue <> ''),
  owner TEXT NOT NULL CHECK (owner <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, queue, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON queue_owner REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON queue_owner FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON queue_owner FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX queue_owner_batch ON queue_owner (batch);

CREATE TABLE queue_item (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  queue TEXT NOT NULL CHECK (queue <> ''),
  item TEXT NOT NULL CHECK (item <> ''),
  owner TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, queue, item, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON queue_item REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON queue_item FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON queue_item FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX queue_item_batch ON queue_item (batch);

CREATE TABLE delegation (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  delegation_id TEXT NOT NULL CHECK (delegation_id <> ''),
  login TEXT NOT NULL CHECK (login <> ''),
  substitute TEXT NOT NULL CHECK (substitute <> ''),
  first_on DATE NOT NULL,
  last_on DATE NOT NULL,
  held BIGINT NOT NULL CHECK (held IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (delegation_id, no),
  CHECK (lower(login) <> lower(substitute)),
  CHECK (first_on <= last_on),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON delegation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON delegation FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON delegation FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX delegation_batch ON delegation (batch);

CREATE TABLE access_campaign (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  campaign_id TEXT NOT NULL CHECK (campaign_id <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  due_on DATE NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (campaign_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON access_campaign REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON access_campaign FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON access_campaign FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX access_campaign_batch ON access_campaign (batch);

CREATE TABLE access_review (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  campaign_id TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login = lower(login)),
  role TEXT NOT NULL,
  place TEXT NOT NULL,
  kept BIGINT NOT NULL CHECK (kept IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (campaign_id, login, role, place),
  CHECK (lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(campaign_id) REFERENCES access_campaign (campaign_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON access_review REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON access_review FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON access_review FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX access_review_batch ON access_review (batch);

CREATE TABLE playbook (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  queue TEXT NOT NULL CHECK (queue <> ''),
  markdown TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, queue, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON playbook REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON playbook FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON playbook FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX playbook_batch ON playbook (batch);

CREATE TABLE comment (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  said TEXT NOT NULL CHECK (said <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON comment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON comment FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON comment FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX comment_batch ON comment (batch);

CREATE TABLE watch (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  customer_number TEXT NOT NULL,
  held BIGINT NOT NULL CHECK (held IN (0, 1)),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, login, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON watch REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON watch FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON watch FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX watch_batch ON watch (batch);

CREATE TABLE watch_digest (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  on_day DATE NOT NULL,
  upto BIGINT NOT NULL,
  said TEXT NOT NULL CHECK (said <> ''),
  PRIMARY KEY (no),
  UNIQUE (entity, login, on_day),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON watch_digest REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON watch_digest FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON watch_digest FOR EACH STATEMENT EXECUTE FUNCTION no_change();
CREATE INDEX watch_digest_batch ON watch_digest (batch);
