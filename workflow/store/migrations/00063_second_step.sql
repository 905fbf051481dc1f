-- +goose Up
-- Two-step verification (TOTP). last is the time step of the last code that was accepted: none
-- is accepted twice.
CREATE TABLE second_steps (
  person_id TEXT PRIMARY KEY REFERENCES persons (id),
  secret TEXT NOT NULL CHECK (secret <> ''),
  confirmed TEXT,
  last BIGINT NOT NULL
);
CREATE TABLE recovery_codes (
  person_id TEXT NOT NULL REFERENCES persons (id),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  PRIMARY KEY (person_id, digest)
);
-- Who knew the password and has not given a code yet.
CREATE TABLE sign_ins (
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
  person_id TEXT NOT NULL REFERENCES persons (id),
  name TEXT NOT NULL,
  expires TEXT NOT NULL
);
CREATE INDEX sign_ins_of_person ON sign_ins (person_id);
CREATE INDEX sign_ins_expire ON sign_ins (expires);
-- Identities of an OpenID provider that sign a person in.
CREATE TABLE outside_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES persons (id),
  bound TEXT NOT NULL,
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX outside_identities_of_person ON outside_identities (person_id);

-- +goose Down
DROP TABLE outside_identities;
DROP TABLE sign_ins;
DROP TABLE recovery_codes;
DROP TABLE second_steps;
