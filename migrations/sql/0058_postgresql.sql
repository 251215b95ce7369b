-- Names that were tried at the sign-in count alike, known or not, and a password that somebody else set is changed first.

ALTER TABLE credential ADD COLUMN given BIGINT NOT NULL DEFAULT 0 CHECK (given IN (0, 1));
ALTER TABLE credential DROP COLUMN failures;
ALTER TABLE credential DROP COLUMN failed_at;

CREATE TABLE sign_in_try (
  login TEXT NOT NULL,
  failures BIGINT NOT NULL,
  failed_at BIGINT NOT NULL,
  PRIMARY KEY (login)
);

-- A trainee changes their own password, too.

CREATE OR REPLACE FUNCTION batch_trainee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.command NOT IN ('ask', 'comment', 'watch', 'relate', 'conflict of interest', 'change own password') AND EXISTS (
      SELECT 1 FROM role_grant g WHERE g.login = lower(NEW.actor) AND g.role = 'trainee' AND g.held = 1
        AND (g.place IN ('', NEW.entity) OR substr(g.place, 1, length(NEW.entity) + 1) = NEW.entity || '/')
        AND g.no = (SELECT max(h.no) FROM role_grant h WHERE h.login = g.login AND h.role = g.role AND h.place = g.place)) THEN
    RAISE EXCEPTION 'trainee: what a trainee decides waits for somebody else: propose it';
  END IF;
  RETURN NEW;
END $$;
