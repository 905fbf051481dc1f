package notice_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/policies/notice"
)

func TestFlowDocIsUpToDate(t *testing.T) {
	got, err := os.ReadFile("../../docs/workflow.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(load(t).FlowDoc()), string(got)); diff != "" {
		t.Errorf("docs/workflow.md is stale, run `go generate ./policies` (-want +got)\n%s", diff)
	}
}

// design.md 3.6 names the states.
func TestStates(t *testing.T) {
	n := load(t)
	for subject, want := range map[string][]string{
		"application": {"draft", "submitted", "handler_review", "leader_review", "returned", "approved", "deemed_approved", "withdrawn"},
		"project":     {"active", "networked", "suspended", "closed"},
	} {
		var got []string
		for _, s := range n.Flow(subject).States {
			got = append(got, s.State)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", subject, diff)
		}
	}
}

// The clock runs while the branch has the case, never while the enterprise has it.
func TestClockRuns(t *testing.T) {
	f := load(t).Flow("application")
	for _, s := range f.States {
		want := s.State == "submitted" || s.State == "handler_review" || s.State == "leader_review"
		if got := f.Waits(s.State, notice.Overdue); got != want {
			t.Errorf("%s: clock runs = %v, want %v", s.State, got, want)
		}
	}
}

func TestFlowLookUps(t *testing.T) {
	n := load(t)
	if n.Flow("letter") != nil || n.Flow("project").Find("fly") != nil || n.Person("mayor") != nil {
		t.Error("what is not there should be nil")
	}
	if m := n.Flow("application").Find("approve"); m == nil || m.To != "approved" || m.Step != notice.LeaderStep {
		t.Errorf("approve = %+v", m)
	}
	if got := n.Flow("project").StateName("lost").ZH; got != "lost" {
		t.Errorf("StateName(lost) = %s", got)
	}
}
