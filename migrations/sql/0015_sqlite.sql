-- Where an entity is and is paid to is changed by two people once it is said.

CREATE TRIGGER entity_fact_approved BEFORE INSERT ON entity_fact BEGIN
  SELECT RAISE(ABORT, 'unapproved: what is said of an entity is changed by a second person''s approval')
    WHERE EXISTS (SELECT 1 FROM entity_fact f WHERE f.entity = NEW.entity AND f.batch <> NEW.batch)
      AND NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
        WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.kind = 'master');
END;
