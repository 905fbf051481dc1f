// Package workflow is who must do what by when: the life of a project (建设项目) from its
// documents to the first data.
//
// CalendarFacts gives the rules what working-day arithmetic says about a project, so that
// policy and workflow cannot count differently; the counting itself is workflow/calendar.
package workflow
