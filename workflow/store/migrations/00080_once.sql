-- +goose Up
-- Creations under an Idempotency-Key, with what was answered. committed is set by the change's
-- own transaction: from then on the key makes no second one.
CREATE TABLE once_keys (
  person_id TEXT NOT NULL REFERENCES persons (id),
  operation TEXT NOT NULL,
  key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request TEXT NOT NULL CHECK (length(request) = 64),
  begun TEXT NOT NULL,
  claim TEXT NOT NULL,
  committed BOOLEAN NOT NULL,
  status BIGINT NOT NULL,
  etag TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (length(answer) <= 65536),
  PRIMARY KEY (person_id, operation, key)
);
CREATE INDEX once_keys_begun ON once_keys (begun);

-- +goose Down
DROP TABLE once_keys;
