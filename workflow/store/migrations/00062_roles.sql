-- +goose Up
-- Role applications (附件2), a row each; form groups those that were filed together.
CREATE TABLE role_applications (
  id TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  number BIGINT NOT NULL CHECK (number > 0),
  branch TEXT NOT NULL CHECK (branch <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  position TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role <> ''),
  post TEXT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('filed', 'granted', 'declined', 'revoked')),
  reason TEXT NOT NULL,
  person_id TEXT REFERENCES persons (id),
  grant_id TEXT REFERENCES grants (id),
  filed_by TEXT NOT NULL REFERENCES persons (id),
  filed TEXT NOT NULL,
  settled_by TEXT REFERENCES persons (id),
  settled TEXT,
  version BIGINT NOT NULL CHECK (version > 0),
  UNIQUE (form, number),
  CHECK ((state IN ('granted', 'revoked')) = (grant_id IS NOT NULL)),
  CHECK ((state = 'filed') = (settled IS NULL))
);
CREATE INDEX role_applications_of_branch ON role_applications (branch, id);
CREATE INDEX role_applications_in_state ON role_applications (state, id);

-- +goose Down
DROP TABLE role_applications;
