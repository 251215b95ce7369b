-- What a person confirmed about a sender's files: column mappings of bank tables, layouts of lockboxes. Of several rows
-- with one kind and key the newest counts; an empty body takes the confirmation back.

CREATE TABLE pin (
  no BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  actor TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (no),
  UNIQUE (kind, key, no),
  FOREIGN KEY(batch) REFERENCES batch (no) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER a_sealed AFTER INSERT ON pin REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION sealed();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON pin FOR EACH ROW EXECUTE FUNCTION no_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON pin FOR EACH STATEMENT EXECUTE FUNCTION no_change();
