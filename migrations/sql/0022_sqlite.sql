-- Webhooks: who is told, up to where, what was told, and every attempt.

CREATE TABLE webhook_endpoint (
  endpoint_id TEXT NOT NULL,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  before TEXT NOT NULL,
  before_until INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (endpoint_id)
) STRICT;

CREATE TABLE webhook_cursor (
  endpoint_id TEXT NOT NULL,
  event TEXT NOT NULL,
  upto INTEGER NOT NULL CHECK (upto >= 0),
  PRIMARY KEY (endpoint_id, event)
) STRICT;

CREATE TABLE webhook_message (
  message_id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  event TEXT NOT NULL,
  body TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (message_id)
) STRICT;
CREATE INDEX webhook_message_made ON webhook_message (endpoint_id, made_at);

CREATE TABLE webhook_attempt (
  message_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  said TEXT NOT NULL,
  PRIMARY KEY (message_id, number)
) STRICT;
