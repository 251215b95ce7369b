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
