-- +goose Up
-- The audit trail. Nothing updates or deletes a row; the chain shows when someone did.
CREATE TABLE events (
  seq BIGINT PRIMARY KEY CHECK (seq > 0),
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  origin TEXT NOT NULL,
  on_behalf TEXT NOT NULL,
  act TEXT NOT NULL CHECK (act <> ''),
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  subject_version BIGINT NOT NULL,
  data TEXT NOT NULL,
  prev TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE
);
CREATE INDEX events_of_subject ON events (subject_id, seq);

-- The end of the chain: one row. Every change takes it first, so changes follow one another
-- on both databases.
CREATE TABLE audit_head (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- +goose Down
DROP TABLE audit_head;
DROP TABLE events;
