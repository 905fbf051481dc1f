// Package workflow is who must do what by when: the life of a project (建设项目) from its
// documents to the first data.
//
// Service has one method an operation. Each goes through change, which authorises the move
// by the transition table of the notice, writes the rows, and leaves exactly one audit
// event, all in one transaction of the Store: no event, no change. What may follow what
// stands in the notice file (docs/workflow.md); SQL constraints in workflow/store repeat
// what must never be.
//
// CalendarFacts gives the rules what working-day arithmetic says about a project, so that
// policy and workflow cannot count differently; the counting itself is workflow/calendar.
//
// The package imports no database: workflow/store implements Store.
package workflow
