-- A version of a rule is written by the command that approves the request for it: a verdict that says no is none.

CREATE TRIGGER config_version_approved BEFORE INSERT ON config_version BEGIN
  SELECT RAISE(ABORT, 'unapproved: this takes a second person''s approval')
    WHERE NOT EXISTS (SELECT 1 FROM verdict v JOIN request r ON r.request_id = v.request_id
      WHERE v.batch = NEW.batch AND v.verdict = 'approved' AND r.entity = NEW.entity AND r.request_id = NEW.request_id
        AND r.kind IN ('config', 'dunning_strategy'));
END;
