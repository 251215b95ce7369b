-- Owners of queues and items, substitutes, reviews of access, playbooks, comments and who watches a customer.

CREATE TABLE queue_owner (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  queue TEXT NOT NULL CHECK (queue <> ''),
  owner TEXT NOT NULL CHECK (owner <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, queue, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER queue_owner_sealed BEFORE INSERT ON queue_owner WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER queue_owner_no_update BEFORE UPDATE ON queue_owner BEGIN SELECT RAISE(ABORT, 'append_only: queue_owner'); END;
CREATE TRIGGER queue_owner_no_delete BEFORE DELETE ON queue_owner BEGIN SELECT RAISE(ABORT, 'append_only: queue_owner'); END;
CREATE INDEX queue_owner_batch ON queue_owner (batch);

CREATE TABLE queue_item (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
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
) STRICT;
CREATE TRIGGER queue_item_sealed BEFORE INSERT ON queue_item WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER queue_item_no_update BEFORE UPDATE ON queue_item BEGIN SELECT RAISE(ABORT, 'append_only: queue_item'); END;
CREATE TRIGGER queue_item_no_delete BEFORE DELETE ON queue_item BEGIN SELECT RAISE(ABORT, 'append_only: queue_item'); END;
CREATE INDEX queue_item_batch ON queue_item (batch);

CREATE TABLE delegation (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  delegation_id TEXT NOT NULL CHECK (delegation_id <> ''),
  login TEXT NOT NULL CHECK (login <> ''),
  substitute TEXT NOT NULL CHECK (substitute <> ''),
  first_on TEXT NOT NULL,
  last_on TEXT NOT NULL,
  held INTEGER NOT NULL CHECK (held IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (delegation_id, no),
  CHECK (lower(login) <> lower(substitute)),
  CHECK (first_on <= last_on),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER delegation_sealed BEFORE INSERT ON delegation WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER delegation_no_update BEFORE UPDATE ON delegation BEGIN SELECT RAISE(ABORT, 'append_only: delegation'); END;
CREATE TRIGGER delegation_no_delete BEFORE DELETE ON delegation BEGIN SELECT RAISE(ABORT, 'append_only: delegation'); END;
CREATE INDEX delegation_batch ON delegation (batch);

CREATE TABLE access_campaign (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  campaign_id TEXT NOT NULL CHECK (campaign_id <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  due_on TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code),
  UNIQUE (campaign_id)
) STRICT;
CREATE TRIGGER access_campaign_sealed BEFORE INSERT ON access_campaign WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER access_campaign_no_update BEFORE UPDATE ON access_campaign BEGIN SELECT RAISE(ABORT, 'append_only: access_campaign'); END;
CREATE TRIGGER access_campaign_no_delete BEFORE DELETE ON access_campaign BEGIN SELECT RAISE(ABORT, 'append_only: access_campaign'); END;
CREATE INDEX access_campaign_batch ON access_campaign (batch);

CREATE TABLE access_review (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  campaign_id TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login = lower(login)),
  role TEXT NOT NULL,
  place TEXT NOT NULL,
  kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (campaign_id, login, role, place),
  CHECK (lower(actor) <> login),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(campaign_id) REFERENCES access_campaign (campaign_id)
) STRICT;
CREATE TRIGGER access_review_sealed BEFORE INSERT ON access_review WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER access_review_no_update BEFORE UPDATE ON access_review BEGIN SELECT RAISE(ABORT, 'append_only: access_review'); END;
CREATE TRIGGER access_review_no_delete BEFORE DELETE ON access_review BEGIN SELECT RAISE(ABORT, 'append_only: access_review'); END;
CREATE INDEX access_review_batch ON access_review (batch);

CREATE TABLE playbook (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  queue TEXT NOT NULL CHECK (queue <> ''),
  markdown TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, queue, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
) STRICT;
CREATE TRIGGER playbook_sealed BEFORE INSERT ON playbook WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER playbook_no_update BEFORE UPDATE ON playbook BEGIN SELECT RAISE(ABORT, 'append_only: playbook'); END;
CREATE TRIGGER playbook_no_delete BEFORE DELETE ON playbook BEGIN SELECT RAISE(ABORT, 'append_only: playbook'); END;
CREATE INDEX playbook_batch ON playbook (batch);

CREATE TABLE comment (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  said TEXT NOT NULL CHECK (said <> ''),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER comment_sealed BEFORE INSERT ON comment WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER comment_no_update BEFORE UPDATE ON comment BEGIN SELECT RAISE(ABORT, 'append_only: comment'); END;
CREATE TRIGGER comment_no_delete BEFORE DELETE ON comment BEGIN SELECT RAISE(ABORT, 'append_only: comment'); END;
CREATE INDEX comment_batch ON comment (batch);

CREATE TABLE watch (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  customer_number TEXT NOT NULL,
  held INTEGER NOT NULL CHECK (held IN (0, 1)),
  actor TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (entity, customer_number, login, no),
  FOREIGN KEY(entity, customer_number) REFERENCES customer (entity, number),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER watch_sealed BEFORE INSERT ON watch WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER watch_no_update BEFORE UPDATE ON watch BEGIN SELECT RAISE(ABORT, 'append_only: watch'); END;
CREATE TRIGGER watch_no_delete BEFORE DELETE ON watch BEGIN SELECT RAISE(ABORT, 'append_only: watch'); END;
CREATE INDEX watch_batch ON watch (batch);

CREATE TABLE watch_digest (
  no INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  entity TEXT NOT NULL,
  login TEXT NOT NULL CHECK (login <> '' AND login = lower(login)),
  on_day TEXT NOT NULL,
  upto INTEGER NOT NULL,
  said TEXT NOT NULL CHECK (said <> ''),
  PRIMARY KEY (no),
  UNIQUE (entity, login, on_day),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TRIGGER watch_digest_sealed BEFORE INSERT ON watch_digest WHEN NEW.batch IS NOT (SELECT coalesce(max(no), 0) + 1 FROM batch) BEGIN
  SELECT RAISE(ABORT, 'sealed: not the batch being written');
END;
CREATE TRIGGER watch_digest_no_update BEFORE UPDATE ON watch_digest BEGIN SELECT RAISE(ABORT, 'append_only: watch_digest'); END;
CREATE TRIGGER watch_digest_no_delete BEFORE DELETE ON watch_digest BEGIN SELECT RAISE(ABORT, 'append_only: watch_digest'); END;
CREATE INDEX watch_digest_batch ON watch_digest (batch);
