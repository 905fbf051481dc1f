-- +goose Up
-- What the audit chain was on a day, as the file of checkpoints has it too (audit.Checkpoint).
CREATE TABLE checkpoints (
  day TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 0),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
);

-- +goose Down
DROP TABLE checkpoints;
