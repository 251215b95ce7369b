CREATE TABLE answer (
  entity TEXT NOT NULL,
  key TEXT NOT NULL,
  asked TEXT NOT NULL,
  status BIGINT NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (entity, key)
);
CREATE INDEX answer_given ON answer (given_at);
