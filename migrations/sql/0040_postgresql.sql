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
