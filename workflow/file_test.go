package workflow_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/workflow"
	"lianshen/workflow/blob"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// noted is a queue that notes what is put into it.
type noted struct{ jobs []workflow.Job }

func (q *noted) Insert(_ context.Context, _ *sql.Tx, job workflow.Job) error {
	q.jobs = append(q.jobs, job)
	return nil
}

// archive is a world with files and a queue.
type archive struct {
	*world
	files   *blob.Store
	queue   *noted
	config  workflow.Config
	project string
}

func newArchive(t *testing.T, s *store.Store) *archive {
	t.Helper()
	files := must(blob.OpenFolder(t.Context(), filepath.Join(t.TempDir(), "blobs")))(t)
	t.Cleanup(func() { files.Close() })
	a := &archive{world: newWorld(t, s), files: files, queue: &noted{}}
	a.config = workflow.Config{
		Store: s, Clock: a.clock, Notice: a.notice, Calendar: must(calendar.Default())(t), Towns: must(workflow.DefaultTowns())(t),
		Readings: calendar.Readings{Receipt: calendar.ReceiptA, Submission: calendar.Lenient, Networking: calendar.Lenient},
		Files:    files, Limits: workflow.Limits{Document: 100, Project: 250},
	}
	a.Service = workflow.New(a.config)
	a.project = a.open().ID
	s.UseQueue(a.queue)
	return a
}

func (a *archive) put(text string) string {
	a.t.Helper()
	digest, _, err := a.files.Put(a.t.Context(), strings.NewReader(text), 1000)
	if err != nil {
		a.t.Fatal(err)
	}
	return digest
}

func (a *archive) send(text string, slugs ...string) ([]workflow.Version, error) {
	return a.Upload(a.t.Context(), a.enterprise, workflow.Upload{Project: a.project, Slugs: slugs, Name: "文件.pdf", File: strings.NewReader(text)})
}

func (a *archive) at(slug string, number int) workflow.InspectArgs {
	return workflow.InspectArgs{Project: a.project, Slug: slug, Number: number}
}

func TestUpload(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newArchive(t, s)
		made := must(a.send("第一版", "contract", "construction-plan"))(t)
		again := must(a.send("第一版", "contract", "construction-plan"))(t)
		if diff := cmp.Diff(made, again); diff != "" || len(made) != 2 || made[0].Number != 1 || made[0].Bytes != 9 {
			t.Errorf("the same upload: %+v\n%s", made, diff)
		}
		if err := a.files.Check(t.Context(), made[0].SHA256); err != nil {
			t.Error(err)
		}
		var want []workflow.Job
		for _, slug := range []string{"contract", "construction-plan"} {
			want = append(want, workflow.Job{Kind: workflow.JobInspect, Args: a.at(slug, 1)})
		}
		if diff := cmp.Diff(want, a.queue.jobs); diff != "" {
			t.Errorf("jobs (-want +got)\n%s", diff)
		}
		u := workflow.Upload{Project: a.project, Slugs: []string{"contract"}, Name: "b.pdf", File: strings.NewReader("第二版"), Reading: true}
		if v := must(a.Upload(t.Context(), a.enterprise, u))(t); v[0].Number != 2 {
			t.Errorf("%+v", v)
		}
		if last := a.queue.jobs[2]; !last.RunAt.After(a.clock.Now()) || last.Args != a.at("contract", 2) {
			t.Errorf("the job of a file that is read at once: %+v", last)
		}
	})
}

func TestUploadRefused(t *testing.T) {
	a := newArchive(t, storetest.SQLite(t))
	before := len(a.events())
	for name, tt := range map[string]struct {
		text, slug, code, field string
	}{
		"empty":          {"", "contract", "file.empty", ""},
		"too large":      {strings.Repeat("x", 101), "contract", "blob.too_large", ""},
		"no such kind":   {"x", "letter", "document.slug", "slug"},
		"kind not named": {"x", "", "document.slug", "slug"},
	} {
		_, err := a.send(tt.text, tt.slug)
		if tt.slug == "" {
			_, err = a.send(tt.text)
		}
		t.Run(name, func(t *testing.T) { refused(t, err, tt.code, tt.field) })
	}
	_, err := a.Upload(t.Context(), a.stranger, workflow.Upload{Project: a.project, Slugs: []string{"contract"}, Name: "f", File: strings.NewReader("x")})
	refused(t, err, "workflow.not_found", "")
	_, err = a.Upload(t.Context(), a.enterprise, workflow.Upload{Project: a.project, Slugs: []string{"contract"}, File: strings.NewReader("x")})
	refused(t, err, "input.empty", "name")
	cut := errors.New("cut")
	_, err = a.Upload(t.Context(), a.enterprise, workflow.Upload{Project: a.project, Slugs: []string{"contract"}, Name: "f", File: iotest.ErrReader(cut)})
	if !errors.Is(err, cut) {
		t.Errorf("err = %v", err)
	}
	if n := len(a.events()); n != before || len(a.queue.jobs) > 0 {
		t.Errorf("%d events more, jobs %v", n-before, a.queue.jobs)
	}
}

// The limit of a project counts every version, and a file in several slots once.
func TestProjectLimit(t *testing.T) {
	a := newArchive(t, storetest.SQLite(t))
	for _, text := range []string{"a", "b"} {
		must(a.send(strings.Repeat(text, 100), "contract", "construction-plan"))(t)
	}
	_, err := a.send(strings.Repeat("c", 51), "contract")
	refused(t, err, "project.too_large", "bytes")
	must(a.send(strings.Repeat("a", 100), "equipment-list"))(t)
	must(a.send(strings.Repeat("c", 50), "contract"))(t)
}

// A row never names a file that is not there.
func TestOnlyStoredFilesAreNamed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newArchive(t, s)
		_, err := a.AddDocument(t.Context(), a.enterprise, a.project, "contract", file("nowhere"))
		refused(t, err, "file.not_stored", "sha256")
		v := file("x")
		v.SHA256, v.Facts = a.put("x"), file("facts").SHA256
		_, err = a.AddDocument(t.Context(), a.enterprise, a.project, "contract", v)
		refused(t, err, "file.not_stored", "facts")
		must(a.send("x", "contract"))(t)
		err = a.RecordFacts(t.Context(), "job", a.at("contract", 1), workflow.Inspected{Facts: file("facts").SHA256})
		refused(t, err, "file.not_stored", "facts")
	})
}

func TestRecordFacts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newArchive(t, s)
		must(a.send("x", "contract"))(t)
		facts, others := a.put("facts"), a.put("other facts")
		at := a.at("contract", 1)
		for i, tt := range []struct {
			in      workflow.Inspected
			want    workflow.Inspected
			changes int
		}{
			{workflow.Inspected{Failure: "file.damaged", Message: "文件已损坏"}, workflow.Inspected{Failure: "file.damaged", Message: "文件已损坏"}, 1},
			{workflow.Inspected{Failure: "file.damaged"}, workflow.Inspected{Failure: "file.damaged", Message: "文件已损坏"}, 0},
			{workflow.Inspected{Facts: facts}, workflow.Inspected{Facts: facts}, 1},
			{workflow.Inspected{Facts: facts}, workflow.Inspected{Facts: facts}, 0},
			{workflow.Inspected{Facts: others}, workflow.Inspected{Facts: facts}, 0}, // the first stay
			{workflow.Inspected{Failure: "file.damaged"}, workflow.Inspected{Facts: facts}, 0},
		} {
			before := len(a.events())
			if err := a.RecordFacts(t.Context(), "job", at, tt.in); err != nil {
				t.Fatalf("%d: %v", i, err)
			}
			v := must(a.Version(t.Context(), at))(t)
			if got := v.Inspected; got != tt.want || len(a.events())-before != tt.changes {
				t.Errorf("%d: %+v, %d events", i, got, len(a.events())-before)
			}
		}
		acts := a.acts(a.project + "/contract")
		if diff := cmp.Diff([]string{"project.upload", "project.inspected", "project.inspected"}, acts); diff != "" {
			t.Error(diff)
		}
	})
}

func TestRecordFactsRefused(t *testing.T) {
	a := newArchive(t, storetest.SQLite(t))
	must(a.send("x", "contract"))(t)
	facts := a.put("facts")
	for _, in := range []workflow.Inspected{{}, {Facts: facts, Failure: "file.damaged"}} {
		if err := a.RecordFacts(t.Context(), "job", a.at("contract", 1), in); err == nil {
			t.Errorf("%+v was taken", in)
		}
	}
	for _, at := range []workflow.InspectArgs{a.at("contract", 2), a.at("contract", 0), a.at("letter", 1), {Project: "none", Slug: "contract", Number: 1}} {
		refused(t, a.RecordFacts(t.Context(), "job", at, workflow.Inspected{Facts: facts}), "workflow.not_found", "")
	}
}

// A submission names its report and facts, which are kept, and has its end written down at
// its instant.
func TestSubmissionKeepsWhatItRestsOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newArchive(t, s)
		for _, slug := range a.notice.Required("new") {
			must(a.send("x", slug))(t)
		}
		must(a.FileAcceptance(t.Context(), a.enterprise, a.project))(t)
		app := must(a.DraftApplication(t.Context(), a.enterprise, a.project))(t)
		j := a.judged(a.project)
		_, err := a.Submit(t.Context(), a.enterprise, ref(app), j)
		refused(t, err, "file.not_stored", "facts")
		j.Facts = "sha256:" + a.put("facts")
		must(a.Submit(t.Context(), a.enterprise, ref(app), j))(t)
		receipt := a.read(app).Receipts[0]
		var kept checker.Report
		if err := json.NewDecoder(must(a.files.Open(t.Context(), receipt.Snapshot.Report))(t)).Decode(&kept); err != nil {
			t.Fatal(err)
		}
		if kept.PolicyRevision != j.Report.PolicyRevision {
			t.Errorf("the receipt names the report %+v", kept)
		}
		last := a.queue.jobs[len(a.queue.jobs)-1]
		if last.Kind != workflow.JobOverdue || !last.RunAt.Equal(receipt.Deemed) {
			t.Errorf("job %+v, deemed %s", last, receipt.Deemed)
		}
		a.namesAll(t)
	})
}

func TestRecordEvaluation(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newArchive(t, s)
		record := func(e workflow.Evaluation) (events int) {
			t.Helper()
			before := len(a.events())
			if err := a.RecordEvaluation(t.Context(), "job", a.project, e); err != nil {
				t.Fatal(err)
			}
			return len(a.events()) - before
		}
		first := must(a.send("x", "contract"))(t)
		if _, err := a.Evaluation(t.Context(), a.project); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("before any: %v", err)
		}
		in := must(a.Input(t.Context(), a.project))(t)
		e := workflow.Evaluation{
			Documents: []workflow.VersionRef{{Slug: "contract", Number: 1, SHA256: first[0].SHA256}},
			Basis:     must(workflow.BasisOf(*in))(t), PolicyRevision: "sha256:rules", Verdict: checker.Block,
		}
		e.Facts, e.Report = a.judgedAs(in, &checker.Report{Verdict: checker.Block})
		if record(e) != 1 || record(e) != 0 {
			t.Error("one judgement is to be recorded once")
		}
		e.PolicyRevision = "sha256:other rules"
		if record(e) != 1 {
			t.Error("other rules are another judgement")
		}
		got := must(a.Evaluation(t.Context(), a.project))(t)
		e.Number, e.At = 2, got.At
		if diff := cmp.Diff(&e, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		all := must(a.Evaluations(t.Context(), a.project, 10))(t)
		if diff := cmp.Diff(*got, all[0]); diff != "" || len(all) != 2 || all[1].Number != 1 || all[1].PolicyRevision != "sha256:rules" {
			t.Errorf("%d evaluations (-last +first)\n%s", len(all), diff)
		}
		if all := must(a.Evaluations(t.Context(), a.project, 1))(t); len(all) != 1 {
			t.Errorf("%d evaluations of one", len(all))
		}
		d := must(a.Dossier(t.Context(), a.project))(t)
		if by := d.Documents[0].Current().By; d.Names[by] == "" || workflow.StoredBytes(d.Documents) != d.Documents[0].Current().Bytes {
			t.Errorf("dossier %+v, %d bytes", d, workflow.StoredBytes(d.Documents))
		}
		must(a.send("y", "contract"))(t)
		e.Basis = file("other").SHA256
		if record(e) != 0 {
			t.Error("a judgement was recorded of documents that are not current any more")
		}
		e.Documents[0].Number, e.Documents[0].SHA256 = 2, a.put("y")
		e.Facts = file("nowhere").SHA256
		refused(t, a.RecordEvaluation(t.Context(), "job", a.project, e), "file.not_stored", "facts")
	})
}

func (a *archive) judgedAs(in *checker.Input, report *checker.Report) (facts, said string) {
	a.t.Helper()
	facts, said, err := a.KeepJudgement(a.t.Context(), in, report)
	if err != nil {
		a.t.Fatal(err)
	}
	return facts, said
}

// The instant and what is counted from it are no other basis; everything else is.
func TestBasis(t *testing.T) {
	name := "东莞一厂"
	in := checker.Input{Schema: checker.InputSchema, EvaluatedAt: monday, Today: "2026-11-02", Calendar: &checker.Calendar{Digest: "c"}}
	basis := must(workflow.BasisOf(in))(t)
	later := in
	later.EvaluatedAt, later.Today, later.Calendar = monday.AddDate(0, 0, 1), "2026-11-03", nil
	if got := must(workflow.BasisOf(later))(t); got != basis {
		t.Errorf("a day later: %s, was %s", got, basis)
	}
	in.Enterprise.Name = &name
	if got := must(workflow.BasisOf(in))(t); got == basis {
		t.Error("another enterprise, the same basis")
	}
}

// namesAll holds what rows name against what is kept: nothing is missing, nothing is orphaned.
func (a *archive) namesAll(t *testing.T) {
	t.Helper()
	named := map[string][]string{}
	err := a.store.View(t.Context(), func(r workflow.Reader) error {
		return r.NamedFiles(func(f workflow.NamedFile) error {
			named[f.Digest] = append(named[f.Digest], f.Role)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	var roles []string
	for o, err := range a.files.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if len(named[o.Digest]) == 0 {
			t.Errorf("orphaned: %+v", o)
		}
		roles = append(roles, named[o.Digest]...)
		delete(named, o.Digest)
		err := a.store.Between(t.Context(), func(r workflow.Reader) error {
			for digest, want := range map[string]bool{o.Digest: true, "sha256:" + o.Digest: true, file("nowhere").SHA256: false} {
				if got, err := r.NamesFile(digest); got != want || err != nil {
					t.Errorf("NamesFile(%s) = %v, %v", digest, got, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(roles)
	roles = slices.Compact(roles)
	if diff := cmp.Diff([]string{"facts", "original", "report"}, roles); diff != "" || len(named) > 0 {
		t.Errorf("missing %v, roles %s", named, diff)
	}
}

// A period that cannot be counted yet has no job; it gets one when it can.
func TestRecountAddsTheJob(t *testing.T) {
	s, q := storetest.SQLite(t), &noted{}
	w := newWorldAt(t, s, time.Date(2026, time.December, 30, 10, 0, 0, 0, clock.Shanghai))
	p := w.ready()
	a := must(w.DraftApplication(t.Context(), w.enterprise, p.ID))(t)
	s.UseQueue(q)
	must(w.Submit(t.Context(), w.enterprise, ref(a), w.judged(p.ID)))(t)
	if len(q.jobs) > 0 {
		t.Fatalf("jobs %+v", q.jobs)
	}
	c := must(calendar.Parse([]byte(`{
		"2026": {"holidays": ["2026-01-01"], "workdays": [], "source": "test", "issued": null, "complete": true},
		"2027": {"holidays": ["2027-01-01", "2027-01-04"], "workdays": [], "source": "test", "issued": null, "complete": true}}`)))(t)
	must(w.service(c).Recount(t.Context(), "job"))(t)
	if deemed := w.read(a).Receipts[0].Deemed; len(q.jobs) != 1 || !q.jobs[0].RunAt.Equal(deemed) {
		t.Errorf("jobs %+v, deemed %s", q.jobs, deemed)
	}
}
