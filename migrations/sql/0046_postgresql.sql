-- A version of a rule is written by the command that approves the request for it: a verdict that says no is none.

CREATE FUNCTION config_version_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = n.batch AND v.verdict = 'approved' AND r.entity = n.entity AND r.request_id = n.request_id
        AND r.kind IN ('config', 'dunning_strategy'))) THEN
    RAISE EXCEPTION 'unapproved: this takes a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON config_version REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION config_version_approved();
