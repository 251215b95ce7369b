-- Nearly every entry and application reverses nothing: they need no place in the index that keeps a thing from being
-- reversed twice.
ALTER TABLE entry DROP CONSTRAINT entry_reverses_key;
CREATE UNIQUE INDEX entry_reverses_key ON entry (reverses) WHERE reverses IS NOT NULL;
ALTER TABLE application DROP CONSTRAINT application_reverses_key;
CREATE UNIQUE INDEX application_reverses_key ON application (reverses) WHERE reverses IS NOT NULL;
