package notice_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/internal/errs"
	"lianshen/policies"
	"lianshen/policies/notice"
)

func load(t *testing.T) *notice.Notice {
	t.Helper()
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The seal matrix of 附件1 三(三)(四).
func TestSealMatrix(t *testing.T) {
	got := map[string][]string{}
	for _, k := range load(t).Kinds {
		owner := "nobody"
		if k.Seal.Owner != nil {
			owner = *k.Seal.Owner
		}
		got[owner] = append(got[owner], k.Slug)
	}
	want := map[string][]string{
		"nobody":       {"construction-plan", "equipment-list", "contract"},
		"enterprise":   {"installation-photos", "acceptance-report", "acceptance-opinion", "comparison-report", "commissioning-report", "parameter-filing"},
		"contractor":   {"contractor-info", "contractor-personnel"},
		"commissioner": {"commissioning-unit", "commissioning-personnel"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestDocumentsOfTheSteps(t *testing.T) {
	n := load(t)
	got := map[int]int{}
	for _, k := range n.Kinds {
		got[k.Stage]++
	}
	if diff := cmp.Diff(map[int]int{1: 2, 2: 1, 3: 3, 4: 7}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(n.Stages) != 7 {
		t.Errorf("%d steps", len(n.Stages))
	}
}

// 附件1 三(五)(六)(七).
func TestDeadlines(t *testing.T) {
	d := load(t).Deadlines
	if d.ApplyBefore != 10 || d.ReviewWithin != 5 || d.NetworkWithin != 5 || d.RegisterChange != 5 {
		t.Errorf("%+v", d)
	}
}

// A finding stands under the line that names its code before the one that names its topic.
func TestLineOf(t *testing.T) {
	n := load(t)
	for code, want := range map[string]string{
		"photo.in_pdf":           "selection-installation",
		"photo.nameplate_listed": "matches-site",
		"seal.present":           "stage-documents",
		"accuracy.verdict":       "commissioning",
	} {
		if got := n.LineOf(code); got != want {
			t.Errorf("LineOf(%s) = %s, want %s", code, got, want)
		}
	}
}

func TestLookUps(t *testing.T) {
	n := load(t)
	if k := n.Kind("contract"); k == nil || k.Name.ZH != "施工合同" {
		t.Errorf("Kind(contract) = %+v", k)
	}
	if k := n.Kind("letter"); k != nil {
		t.Errorf("Kind(letter) = %+v", k)
	}
	if diff := cmp.Diff(n.Slugs(), n.Required("replace-core-part")); diff != "" {
		t.Errorf("a core part needs every document (-kinds +required)\n%s", diff)
	}
	if got := n.Required("demolition"); got != nil {
		t.Errorf("Required(demolition) = %v", got)
	}
	if !n.MayShare("contractor-personnel", "contractor-info") || n.MayShare("contractor-info", "commissioning-unit") {
		t.Error("MayShare")
	}
	if got := n.PartyName("contractor").ZH; got != "施工单位" {
		t.Errorf("PartyName(contractor) = %s", got)
	}
	if diff := cmp.Diff(errs.Text{ZH: "guest", EN: "guest"}, n.PartyName("guest")); diff != "" {
		t.Errorf("PartyName(guest): %s", diff)
	}
}

func TestLoadRefuses(t *testing.T) {
	raw, err := policies.FS.ReadFile(policies.DefaultNotice)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ old, new, want string }{
		"no YAML":            {"schema: lianshen.notice/1", "schema: [", "notice:"},
		"another version":    {"lianshen.notice/1", "lianshen.notice/9", "/schema"},
		"unknown key":        {"names_enterprise: true", "names_enterprises: true", "names_enterprises"},
		"negative weight":    {"weight: 0.4", "weight: -0.4", "weight"},
		"unknown owner":      {"owner: contractor, others: []", "owner: neighbour, others: []", "owner"},
		"no such stage":      {"- { number: 2,", "- { number: 3,", `kind "contract": no stage 2`},
		"kind twice":         {"slug: equipment-list", "slug: construction-plan", `kind "construction-plan" stands twice`},
		"project twice":      {"kind: rebuild", "kind: new", `project "new" stands twice`},
		"dangling document":  {"      - construction-plan\n", "      - letter\n", `project "new": "letter" is not declared`},
		"dangling share":     {"[contractor-info, contractor-personnel]", "[contractor-info, letter]", `may_share_file: "letter"`},
		"undeclared party":   {"  - { role: laboratory,", "  - { role: enterprise,", `kind "comparison-report": seal: "laboratory"`},
		"no such period":     {"apply_before: 10", "apply_before: 0", "/deadlines/apply_before"},
		"unknown role":       {"by: [bureau] }", "by: [mayor] }", `move "register": "mayor" is not declared`},
		"unknown state":      {"to: leader_review", "to: mayor_review", `move "pass-on": "mayor_review" is not declared`},
		"unreachable state":  {"to: suspended", "to: closed", `project: state "suspended" cannot be reached`},
		"move twice":         {"move: take-over", "move: claim", `application: move "claim" stands twice`},
		"state twice":        {"state: suspended", "state: active", `project: state "active" stands twice`},
		"flow missing":       {"subject: person", "subject: enterprise", `flow "enterprise" stands twice`},
		"by and when":        {"when: overdue", "when: overdue, by: [leader]", "/flows/9/moves/11"},
		"line twice":         {"line: matches-site", "line: commissioning", `sheet: "commissioning" stands twice`},
		"filing of no stage": {"stage: 4, acknowledged", "stage: 7, acknowledged", "filing: no document is of stage 7"},
		"date of the notice": {`issued_on: "2023-08-03"`, "issued_on: August", "/issued_on"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(string(raw), tt.old, tt.new, 1)
			if changed == string(raw) {
				t.Fatalf("the file does not hold %q", tt.old)
			}
			_, err := notice.Load([]byte(changed))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
		})
	}
}
