-- +goose Up
-- Enterprises that asked to be let in. Who asked is taken away when the request has lapsed.
CREATE TABLE signups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  uscc TEXT NOT NULL CHECK (length(uscc) = 18),
  permit TEXT NOT NULL,
  town TEXT NOT NULL,
  branch TEXT NOT NULL CHECK (branch <> ''),
  contact TEXT NOT NULL CHECK (contact <> ''),
  person_id TEXT REFERENCES persons (id),
  licence TEXT NOT NULL,
  checked TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'declined', 'lapsed')),
  reason TEXT NOT NULL,
  enterprise_id TEXT REFERENCES enterprises (id),
  filed TEXT NOT NULL,
  settled_by TEXT REFERENCES persons (id),
  settled TEXT,
  origin TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  CHECK ((state = 'confirmed') = (enterprise_id IS NOT NULL)),
  CHECK ((state = 'lapsed') = (person_id IS NULL)),
  CHECK ((state = 'waiting') = (settled IS NULL))
);
CREATE INDEX signups_in_state ON signups (state, id);
CREATE INDEX signups_of_branch ON signups (branch, state, id);
CREATE INDEX signups_of_person ON signups (person_id, id);
CREATE INDEX signups_of_code ON signups (uscc, state);
CREATE INDEX signups_from ON signups (origin, state);
CREATE INDEX signups_by_licence ON signups (licence);

-- +goose Down
DROP TABLE signups;
