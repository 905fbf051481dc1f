-- +goose Up
-- What a person has uploaded in a day is counted before it uploads more.
CREATE INDEX document_versions_of_person ON document_versions (by_person, at);

-- +goose Down
DROP INDEX document_versions_of_person;
