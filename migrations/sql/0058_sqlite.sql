-- Names that were tried at the sign-in count alike, known or not, and a password that somebody else set is changed first.

ALTER TABLE credential ADD COLUMN given INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1));
ALTER TABLE credential DROP COLUMN failures;
ALTER TABLE credential DROP COLUMN failed_at;

CREATE TABLE sign_in_try (
  login TEXT NOT NULL,
  failures INTEGER NOT NULL,
  failed_at INTEGER NOT NULL,
  PRIMARY KEY (login)
) STRICT;

-- A trainee changes their own password, too.

DROP TRIGGER batch_trainee;
CREATE TRIGGER batch_trainee BEFORE INSERT ON batch
WHEN NEW.command NOT IN ('ask', 'comment', 'watch', 'relate', 'conflict of interest', 'change own password') BEGIN
  SELECT RAISE(ABORT, 'trainee: what a trainee decides waits for somebody else: propose it')
    WHERE EXISTS (SELECT 1 FROM role_grant g WHERE g.login = lower(NEW.actor) AND g.role = 'trainee' AND g.held = 1
      AND (g.place IN ('', NEW.entity) OR substr(g.place, 1, length(NEW.entity) + 1) = NEW.entity || '/')
      AND g.no = (SELECT max(h.no) FROM role_grant h WHERE h.login = g.login AND h.role = g.role AND h.place = g.place));
END;
