package web

import (
	"time"

	"lianshen/internal/clock"
	"lianshen/workflow"
)

// acts are what a step asks for besides documents. The steps of the application, the review and
// the first data are the last three of the notice, in this order (附件1 三(五) to 三(七)).
func (l *lister) acts(stage int) []task {
	var out []task
	if stage == l.p.Workflow.Notice().Filing.Stage {
		out = append(out, l.filing())
	}
	switch len(l.p.Workflow.Notice().Stages) - stage {
	case 2:
		out = append(out, l.apply())
	case 1:
		out = append(out, l.review())
	case 0:
		out = append(out, l.network())
	}
	return out
}

func (l *lister) at(path string) string { return "/projects/" + l.d.Project.ID + path }

func (l *lister) filing() task {
	t := task{Link: Link{To: l.at("/filing"), Text: l.t("acts.filing")}}
	f := l.d.Filing
	if f == nil {
		t.Tag = tag{"", l.t("acts.filing_open")}
		return t
	}
	t.Hint = l.t("acts.filing_hint", "number", f.Number, "at", sayTime(f.At))
	switch f.State {
	case workflow.FilingAcknowledged:
		t.Tag, t.done = tag{good, l.t("acts.filing_acknowledged")}, true
	case workflow.FilingSentBack:
		t.Tag, t.wrong = tag{bad, l.t("acts.filing_back")}, true
	default:
		t.Tag, t.done = tag{info, l.t("acts.filing_sent")}, !l.p.Workflow.Notice().Filing.Acknowledged
	}
	return t
}

func (l *lister) apply() task {
	t := task{Link: Link{To: l.at("/apply"), Text: l.t("acts.apply")}}
	if l.app == nil || l.app.Round == 0 {
		t.Tag = tag{"", l.t("acts.apply_open")}
		if c := l.d.Clock; c != nil {
			t.Hint = l.t("acts.apply_hint", "day", sayDate(c.LastDay, l.lang))
		}
		return t
	}
	t.To = "/applications/" + l.app.ID
	if l.app.State == "returned" {
		t.Tag, t.wrong, t.To = tag{bad, l.t("acts.apply_again")}, true, l.at("/apply")
		return t
	}
	t.Tag, t.done = tag{good, l.t("acts.apply_done", "round", l.app.Round)}, true
	return t
}

// review is where the application stands with the branch.
func (l *lister) review() task {
	t := task{Link: Link{Text: l.t("acts.review")}}
	if l.app == nil || l.app.Round == 0 {
		t.Tag = tag{"", l.t("acts.waits")}
		return t
	}
	t.To = "/applications/" + l.app.ID
	t.Tag = tag{info, l.p.state("application", l.app.State, l.lang)}
	switch l.app.State {
	case "approved", "deemed_approved":
		t.Tag.Tone, t.done = good, true
	case "returned":
		t.Tag.Tone, t.wrong = bad, true
	}
	return t
}

func (l *lister) network() task {
	t := task{Link: Link{Text: l.t("acts.network")}}
	if at := l.d.Project.FirstData; at != nil {
		t.Tag, t.done, t.Hint = tag{good, l.t("acts.networked")}, true, sayTime(*at)
		return t
	}
	t.Tag = tag{"", l.t("acts.waits")}
	if l.app != nil && (l.app.State == "approved" || l.app.State == "deemed_approved") {
		t.Tag = tag{info, l.t("acts.network_now")}
	}
	if c := l.d.Clock; c != nil {
		t.Hint = l.t("acts.network_hint", "from", sayDate(c.WindowFrom, l.lang), "to", sayDate(c.WindowTo, l.lang))
	}
	return t
}

// sayTime is an instant as it is read on the wall in Dongguan.
func sayTime(t time.Time) string { return t.In(clock.Shanghai).Format("2006-01-02 15:04") }
