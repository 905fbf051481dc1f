// Package store keeps the workflow in SQLite or PostgreSQL: one implementation, one SQL
// text, one conformance suite for both (storetest).
//
// Open chooses the database. SQLite has two handles on one file: a single connection that
// writes, in immediate transactions, and a pool that can only read. On PostgreSQL every
// change first takes the row of the audit head. So on both there is one writer at a time,
// and what an operation has read is still so when it writes; docs/decisions/0015 says why
// that is enough.
package store
