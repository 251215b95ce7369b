-- Where an entity is and is paid to is changed by two people once it is said.

CREATE FUNCTION entity_fact_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh n JOIN entity_fact f ON f.entity = n.entity
      WHERE f.batch <> n.batch AND NOT master_approved(n.batch, n.entity)) THEN
    RAISE EXCEPTION 'unapproved: what is said of an entity is changed by a second person''s approval';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approved AFTER INSERT ON entity_fact REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION entity_fact_approved();
