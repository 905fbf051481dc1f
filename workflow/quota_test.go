package workflow_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lianshen/internal/clock"
	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// limited is an archive with other limits.
func limited(t *testing.T, s *store.Store, l workflow.Limits) *archive {
	t.Helper()
	a := newArchive(t, s)
	c := a.config
	c.Limits = l
	a.Service = workflow.New(c)
	return a
}

// A document has so many versions at most; the same file once more is none, and other documents
// have their own.
func TestVersionLimit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := limited(t, s, workflow.Limits{Versions: 2})
		must(a.send("1", "contract"))(t)
		if err := a.MayUpload(t.Context(), a.enterprise, a.project, "contract"); err != nil {
			t.Error(err)
		}
		must(a.send("2", "contract"))(t)
		before := len(a.events())
		_, err := a.send("3", "contract")
		refused(t, err, "upload.versions", "slug")
		refused(t, a.MayUpload(t.Context(), a.enterprise, a.project, "contract"), "upload.versions", "slug")
		v := file("x")
		v.SHA256 = a.put("4")
		_, err = a.AddDocument(t.Context(), a.enterprise, a.project, "contract", v)
		refused(t, err, "upload.versions", "slug")
		if again := must(a.send("2", "contract"))(t); again[0].Number != 2 || len(a.events()) != before {
			t.Errorf("%+v, %d events more", again, len(a.events())-before)
		}
		must(a.send("3", "construction-plan"))(t)
	})
}

// What a person uploads in a day of Shanghai is bounded by number and bytes, over all its
// projects; its colleagues and the next day have their own.
func TestPersonDayLimit(t *testing.T) {
	for name, most := range map[string]workflow.Amount{"number": {Versions: 3}, "bytes": {Bytes: 30}, "both": {Versions: 3, Bytes: 1000}} {
		storetest.Each(t, func(t *testing.T, s *store.Store) {
			a := limited(t, s, workflow.Limits{PersonDay: most})
			a.clock.Set(time.Date(2026, 11, 2, 23, 59, 0, 0, clock.Shanghai))
			other := a.open().ID
			colleague := a.person("同事", workflow.Grant{Role: "enterprise", Enterprise: a.company.ID})
			for i := range 3 {
				if err := a.MayUpload(t.Context(), a.enterprise, a.project, "contract"); err != nil {
					t.Fatal(err)
				}
				must(a.send(fmt.Sprintf("%d%s", i, strings.Repeat("x", 9)), "contract"))(t)
			}
			before := len(a.events())
			for _, project := range []string{a.project, other} {
				_, err := a.Upload(t.Context(), a.enterprise, workflow.Upload{Project: project, Slugs: []string{"construction-plan"}, Name: "f", File: strings.NewReader("more")})
				refused(t, err, "upload.person_day", "")
				refused(t, a.MayUpload(t.Context(), a.enterprise, project, "construction-plan"), "upload.person_day", "")
			}
			if n := len(a.events()); n != before {
				t.Errorf("%s: %d events more", name, n-before)
			}
			u := workflow.Upload{Project: a.project, Slugs: []string{"construction-plan"}, Name: "f", File: strings.NewReader("more")}
			must(a.Upload(t.Context(), colleague, u))(t)
			a.clock.Advance(time.Minute) // midnight
			must(a.send("tomorrow", "contract"))(t)
		})
	}
}

// A file that would pass the bytes of the day is refused, one that just has room is taken.
func TestPersonDayBytes(t *testing.T) {
	a := limited(t, storetest.SQLite(t), workflow.Limits{PersonDay: workflow.Amount{Bytes: 30}})
	must(a.send(strings.Repeat("a", 20), "contract"))(t)
	_, err := a.send(strings.Repeat("b", 11), "contract")
	refused(t, err, "upload.person_day", "")
	must(a.send(strings.Repeat("c", 10), "contract"))(t)
}
