-- A trainee proposes; a command of theirs that does more than ask is not written, whatever program wrote it.

CREATE FUNCTION batch_trainee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.command NOT IN ('ask', 'comment', 'watch', 'relate', 'conflict of interest') AND EXISTS (
      SELECT 1 FROM role_grant g WHERE g.login = lower(NEW.actor) AND g.role = 'trainee' AND g.held = 1
        AND (g.place IN ('', NEW.entity) OR substr(g.place, 1, length(NEW.entity) + 1) = NEW.entity || '/')
        AND g.no = (SELECT max(h.no) FROM role_grant h WHERE h.login = g.login AND h.role = g.role AND h.place = g.place)) THEN
    RAISE EXCEPTION 'trainee: what a trainee decides waits for somebody else: propose it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trainee BEFORE INSERT ON batch FOR EACH ROW EXECUTE FUNCTION batch_trainee();
