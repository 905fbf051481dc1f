-- +goose Up
-- Which natural person a registered one is, by a digest of a number under a key that is not in
-- the database. key_id tells digests of one key from those of another.
CREATE TABLE person_identities (
  person_id TEXT PRIMARY KEY REFERENCES persons (id),
  kind TEXT NOT NULL CHECK (kind IN ('id-card', 'work-number')),
  digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
  key_id TEXT NOT NULL CHECK (key_id <> ''),
  tail TEXT NOT NULL CHECK (length(tail) <= 4)
);
CREATE INDEX person_identities_by_key ON person_identities (key_id);

-- +goose Down
DROP TABLE person_identities;
