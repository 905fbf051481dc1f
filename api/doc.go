// Package api serves the workflow over HTTP: the JSON API under /api/v1, by the contract in
// openapi.yaml, which is written from the same table of routes.
//
// A request is parsed, asked of one Service method, and answered; nothing is decided here.
// Whoever asks is known by a session cookie or an access token; whether they may is decided
// by workflow for what changes something, and by Sees for what is read. Errors of the
// services become problem+json in one place (problem.go).
package api
