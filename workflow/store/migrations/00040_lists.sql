-- +goose Up
-- What people's lists are read from, so that none is found by going through all rows.

-- The desk (待办): every application that is not settled, with what lists are ordered and divided by.
-- due is when its period ends, for one that is returned the end of the day to mend it by, else
-- when it was last touched. The store writes it with the application.
CREATE TABLE desk (
  application_id TEXT PRIMARY KEY REFERENCES applications (id),
  project_id TEXT NOT NULL,
  enterprise_id TEXT NOT NULL,
  branch TEXT NOT NULL,
  state TEXT NOT NULL,
  due TEXT NOT NULL
);
CREATE INDEX desk_of_branch ON desk (branch, state, due, application_id);
CREATE INDEX desk_of_enterprise ON desk (enterprise_id, state, due, application_id);
CREATE INDEX desk_of_city ON desk (state, due, application_id);
INSERT INTO desk (application_id, project_id, enterprise_id, branch, state, due)
  SELECT a.id, a.project_id, p.enterprise_id, p.branch, a.state, COALESCE(
    CASE WHEN a.state = 'returned' THEN (SELECT r.rectify_by || 'T15:59:59.999999Z' FROM returns r WHERE r.application_id = a.id AND r.round = a.round) END,
    (SELECT c.deemed FROM receipts c WHERE c.application_id = a.id AND c.stopped IS NULL), a.touched)
  FROM applications a JOIN projects p ON p.id = a.project_id WHERE a.state NOT IN ('withdrawn', 'approved', 'deemed_approved');

-- Pairs of characters of names, by which a part of a name is found.
CREATE TABLE name_grams (
  gram TEXT NOT NULL,
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  PRIMARY KEY (gram, enterprise_id)
);

CREATE INDEX grants_of_enterprise ON grants (enterprise_id, role);
DROP INDEX enterprises_by_name; -- the next one has its place
CREATE INDEX enterprises_of_name ON enterprises (name, id);
CREATE INDEX enterprises_by_permit ON enterprises (permit, id) WHERE permit <> '';
CREATE INDEX projects_of_branch ON projects (branch, id);
CREATE INDEX projects_of_branch_in_state ON projects (branch, state, id);
CREATE INDEX projects_in_state ON projects (state, id);
CREATE INDEX projects_of_branch_due ON projects (branch, state, deadline, id);
DROP INDEX projects_due; -- the next one has its place
CREATE INDEX projects_all_due ON projects (state, deadline, id);

-- +goose Down
DROP INDEX projects_all_due;
CREATE INDEX projects_due ON projects (deadline) WHERE state = 'active';
DROP INDEX projects_of_branch_due;
DROP INDEX projects_in_state;
DROP INDEX projects_of_branch_in_state;
DROP INDEX projects_of_branch;
DROP INDEX enterprises_by_permit;
DROP INDEX enterprises_of_name;
CREATE INDEX enterprises_by_name ON enterprises (name);
DROP INDEX grants_of_enterprise;
DROP TABLE name_grams;
DROP TABLE desk;
