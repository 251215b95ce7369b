-- Documents on their way, and the numbers we give them.

CREATE TABLE sending (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  item_id TEXT NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('sent', 'delivered', 'accepted', 'bounced', 'rejected')),
  channel TEXT NOT NULL,
  happened_on DATE NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (item_id, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(item_id) REFERENCES item (item_id)
);
CREATE TRIGGER a_sealed AFTER INSERT ON sending REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON sending FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON sending FOR EACH STATEMENT EXECUTE FUNCTION no_change();

CREATE TABLE series_number (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  entity TEXT NOT NULL,
  series TEXT NOT NULL,
  value BIGINT NOT NULL CHECK (value >= 1),
  PRIMARY KEY (no),
  UNIQUE (entity, series, value),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(entity) REFERENCES entity (code)
);
CREATE TRIGGER a_sealed AFTER INSERT ON series_number REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON series_number FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON series_number FOR EACH STATEMENT EXECUTE FUNCTION no_change();


-- Numbers of a series have no gap.
CREATE FUNCTION series_number_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT entity, series FROM fresh GROUP BY entity, series) f
      JOIN series_number n ON n.entity = f.entity AND n.series = f.series
      GROUP BY f.entity, f.series HAVING count(*) <> max(n.value)) THEN
    RAISE EXCEPTION 'broken_chain: numbers of a series have no gaps';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rules AFTER INSERT ON series_number REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION series_number_next();
-- An invoice is credited and billed again within the command that approves it.
CREATE FUNCTION entry_rebilled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh e WHERE e.reverses IS NULL AND e.kind = 'rebilled'
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = e.batch AND v.verdict = 'approved' AND r.entity = e.entity AND r.kind = 'rebill')) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rebilled AFTER INSERT ON entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION entry_rebilled();
