-- +goose Up
CREATE TABLE logins (
  person_id TEXT PRIMARY KEY REFERENCES persons (id),
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  hash TEXT NOT NULL CHECK (hash LIKE '$argon2id$%'),
  set_at TEXT NOT NULL
);

-- Wrong passwords by name, also of names that nobody has.
CREATE TABLE login_tries (
  name TEXT PRIMARY KEY,
  tries BIGINT NOT NULL CHECK (tries >= 0),
  at TEXT NOT NULL
);
CREATE INDEX login_tries_at ON login_tries (at);

-- Browsers that are signed in, and access tokens of other systems, by the digest of their secret.
CREATE TABLE sessions (
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
  person_id TEXT NOT NULL REFERENCES persons (id),
  token TEXT NOT NULL,
  created TEXT NOT NULL,
  seen TEXT NOT NULL,
  expires TEXT NOT NULL
);
CREATE INDEX sessions_of_person ON sessions (person_id);
CREATE INDEX sessions_expire ON sessions (expires);

-- +goose Down
DROP TABLE sessions;
DROP TABLE login_tries;
DROP TABLE logins;
