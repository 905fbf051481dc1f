package web

import (
	"slices"

	"lianshen/checker"
	"lianshen/policies/notice"
	"lianshen/workflow"
)

// Tones of a tag.
const (
	good = "good"
	warn = "warn"
	bad  = "bad"
	info = "info"
)

// tag is a state in one word.
type tag struct{ Tone, Text string }

// taskList (任务清单) is the seven steps of a project: what is done, what is wrong, what comes next.
type taskList struct {
	Steps []step
	Next  Link   // what to do now
	Say   string // a sentence about it
	// Reading is that a document is being read, so that the page looks again by itself.
	Reading bool
	judged  bool // there is a report
}

// step is one of the seven.
type step struct {
	notice.Stage
	Title string
	Tag   tag
	Done  bool
	Now   bool // it is the one to work on
	Rows  []task
}

// task is one thing of a step.
type task struct {
	Link
	Hint string
	Tag  tag
	done bool
	// wrong is that the review cannot begin with it as it is.
	wrong bool
}

// tasks lists the steps of a project as it stands.
func (v *visit) tasks(d *workflow.Dossier) (*taskList, error) {
	report, err := v.report(d.Project.ID)
	if err != nil {
		return nil, err
	}
	l := &lister{visit: v, d: d, report: report, app: lastApplication(d)}
	out := &taskList{}
	for _, stage := range v.p.Workflow.Notice().Stages {
		s := step{Stage: stage, Title: stage.Name.In(v.lang), Rows: l.documents(stage.Number)}
		s.Rows = append(s.Rows, l.acts(stage.Number)...)
		s.settle(v)
		out.Steps = append(out.Steps, s)
	}
	out.Reading, out.judged = l.reading, report != nil
	l.next(out)
	return out, nil
}

// lister makes the tasks of one project.
type lister struct {
	*visit
	d       *workflow.Dossier
	report  *checker.Report
	app     *workflow.Application
	reading bool
}

func lastApplication(d *workflow.Dossier) *workflow.Application {
	for _, a := range slices.Backward(d.Applications) {
		if a.State != "withdrawn" {
			return &a
		}
	}
	return nil
}

// documents are the kinds of a stage that the project must file.
func (l *lister) documents(stage int) []task {
	var out []task
	n := l.p.Workflow.Notice()
	for _, slug := range n.Required(l.d.Project.Kind) {
		kind := n.Kind(slug)
		if kind == nil || kind.Stage != stage {
			continue
		}
		t := task{Link: Link{To: "/projects/" + l.d.Project.ID + "/documents/" + slug, Text: kind.Name.In(l.lang)}}
		l.state(kind, &t)
		out = append(out, t)
	}
	return out
}

// state is that of one document: not there, being read, unreadable, or what the rules found.
func (l *lister) state(kind *notice.Kind, t *task) {
	i := slices.IndexFunc(l.d.Documents, func(d workflow.Document) bool { return d.Slug == kind.Slug })
	if i < 0 {
		if t.done = kind.SatisfiedBy == "instruments" && len(l.d.Equipment.Instruments) > 0; t.done {
			t.Tag, t.Hint = tag{good, l.t("tasks.entered")}, l.t("tasks.entered_hint")
			return
		}
		t.Tag = tag{"", l.t("tasks.missing")}
		return
	}
	v := l.d.Documents[i].Current()
	t.Hint = l.t("tasks.file", "name", v.Name, "number", v.Number)
	switch {
	case v.Failure != "":
		t.Tag, t.wrong = tag{bad, l.t("tasks.unreadable")}, true
	case !v.Read():
		t.Tag, l.reading = tag{info, l.t("tasks.reading")}, true
	default:
		t.Tag, t.wrong = l.found(kind.Slug)
		t.done = !t.wrong
	}
}

// found is what the rules said of a document; wrong when it blocks.
func (l *lister) found(slug string) (tag, bool) {
	if l.report == nil {
		l.reading = true
		return tag{info, l.t("tasks.judging")}, false
	}
	wrong, doubt := 0, 0
	for i := range l.report.Findings {
		f := &l.report.Findings[i]
		if f.Document == nil || *f.Document != slug || f.State == checker.Exempted || f.Severity == checker.SeverityInfo {
			continue
		}
		if f.Severity == checker.SeverityBlock && f.State == checker.Fail {
			wrong++
		} else {
			doubt++
		}
	}
	switch {
	case wrong > 0:
		return tag{bad, l.t("tasks.wrong", "n", wrong)}, true
	case doubt > 0:
		return tag{warn, l.t("tasks.doubt", "n", doubt)}, false
	}
	return tag{good, l.t("tasks.fine")}, false
}

// settle sums a step up.
func (s *step) settle(v *visit) {
	s.Done = len(s.Rows) > 0
	wrong, begun := false, false
	for _, t := range s.Rows {
		s.Done = s.Done && t.done
		wrong = wrong || t.wrong
		begun = begun || t.done || t.wrong || t.Tag.Tone == info
	}
	switch {
	case s.Done:
		s.Tag = tag{good, v.t("tasks.step_done")}
	case wrong:
		s.Tag = tag{bad, v.t("tasks.step_wrong")}
	case begun:
		s.Tag = tag{info, v.t("tasks.step_begun")}
	default:
		s.Tag = tag{"", v.t("tasks.step_open")}
	}
}

// next finds what to do now: the first thing that is not done.
func (l *lister) next(out *taskList) {
	for i := range out.Steps {
		s := &out.Steps[i]
		if s.Done {
			continue
		}
		s.Now = true
		for _, t := range s.Rows {
			if !t.done {
				out.Next = t.Link
				out.Say = l.t("tasks.next_say", "step", s.Title)
				return
			}
		}
		return
	}
	out.Say = l.t("tasks.all_done")
}
