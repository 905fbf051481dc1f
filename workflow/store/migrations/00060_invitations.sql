-- +goose Up
-- What a partner's grant reaches: some documents of one project.
CREATE TABLE grant_documents (
  grant_id TEXT PRIMARY KEY REFERENCES grants (id),
  project_id TEXT NOT NULL REFERENCES projects (id),
  slugs TEXT NOT NULL CHECK (slugs <> '[]'),
  unit TEXT NOT NULL
);
CREATE INDEX grant_documents_of_project ON grant_documents (project_id);

-- Links that are opened once, by the digest of their secret.
CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
  name TEXT NOT NULL CHECK (name <> ''),
  role TEXT NOT NULL CHECK (role <> ''),
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  project_id TEXT REFERENCES projects (id),
  slugs TEXT,
  unit TEXT NOT NULL,
  replaces TEXT REFERENCES persons (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'withdrawn')),
  by_person TEXT NOT NULL REFERENCES persons (id),
  made TEXT NOT NULL,
  expires TEXT NOT NULL,
  settled TEXT,
  person_id TEXT REFERENCES persons (id),
  version BIGINT NOT NULL CHECK (version > 0),
  CHECK ((state = 'accepted') = (person_id IS NOT NULL)),
  CHECK ((state = 'open') = (settled IS NULL)),
  CHECK ((project_id IS NULL) = (slugs IS NULL))
);
CREATE INDEX invitations_of_enterprise ON invitations (enterprise_id, id);

CREATE TABLE reset_links (
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
  person_id TEXT NOT NULL REFERENCES persons (id),
  by_person TEXT NOT NULL REFERENCES persons (id),
  made TEXT NOT NULL,
  expires TEXT NOT NULL,
  second_step BOOLEAN NOT NULL,
  used TEXT
);
CREATE INDEX reset_links_of_person ON reset_links (person_id);

-- +goose Down
DROP TABLE reset_links;
DROP TABLE invitations;
DROP TABLE grant_documents;
