// Package notice reads the notice file (通知): the steps, the kinds of document, whose seal
// each must bear, and which documents each kind of project needs. It is the only source of
// document slugs; Go code outside tests spells none.
package notice

import (
	"slices"
	"strings"

	"lianshen/internal/errs"
)

// Notice is one notice file. Source of the shipped one: 东环办函〔2023〕42号.
type Notice struct {
	Schema string `json:"schema"`
	ID     string `json:"id"`
	// Number is the official number (文号).
	Number   string    `json:"number"`
	Title    errs.Text `json:"title"`
	Issuer   errs.Text `json:"issuer"`
	IssuedOn string    `json:"issued_on"` // "2023-08-03"
	// AreaCode is the administrative area (行政区划代码), 4 or 6 digits.
	AreaCode  string    `json:"area_code"`
	Parties   []Party   `json:"parties"`
	People    []Person  `json:"people"`
	Stages    []Stage   `json:"stages"`
	Deadlines Deadlines `json:"deadlines"`
	Filing    Filing    `json:"filing"`
	// Sheet (联网审核意见表) has the lines that the handler fills in.
	Sheet []SheetLine `json:"sheet"`
	// OverrideReasons (推翻理由) are why a handler may override a finding.
	OverrideReasons []OverrideReason `json:"override_reasons"`
	// Uncontestable are the codes of findings that no statement lifts.
	Uncontestable []string `json:"uncontestable"`
	// Flows (流转规则) are the transition table.
	Flows []Flow `json:"flows"`
	// Kinds stand in the order in which documents are filed and shown.
	Kinds []Kind `json:"kinds"`
	// MayShareFile are groups of slugs that one file may fill together.
	MayShareFile [][]string `json:"may_share_file"`
	Projects     []Project  `json:"projects"`
}

// Party (单位) is a role of a named company in a project, such as enterprise or contractor.
type Party struct {
	Role string    `json:"role"`
	Name errs.Text `json:"name"`
}

// Person (角色) is a role of people in the review; 附件2.
type Person struct {
	Role  string    `json:"role"`
	Name  errs.Text `json:"name"`
	Scope Scope     `json:"scope"`
	Posts []string  `json:"posts,omitempty"` // A 角, B 角
}

// Scope (范围) is what one grant of a role reaches.
type Scope string

// Scopes.
const (
	OneEnterprise Scope = "enterprise"
	SomeDocuments Scope = "documents" // of one project
	OneBranch     Scope = "branch"
	WholeCity     Scope = "city"
	NoRecord      Scope = "none" // it reports, and reads nothing
)

// Stage (步骤) is one of the seven steps.
type Stage struct {
	Number int       `json:"number"` // 1-7
	Name   errs.Text `json:"name"`
	Clause string    `json:"clause"`
}

// Deadlines (期限) are periods in working days.
type Deadlines struct {
	// ApplyBefore is how long before the task deadline (任务完成期限) the networking application
	// is due, ReviewWithin how long its review may take, NetworkWithin the days before the
	// task deadline in which the first data arrive.
	ApplyBefore   int `json:"apply_before"`
	ReviewWithin  int `json:"review_within"`
	NetworkWithin int `json:"network_within"`
	// TakeOverAfter is how long a claimed application may lie untouched before another handler
	// takes it over.
	TakeOverAfter int `json:"take_over_after"`
	// ClaimAfter is how long an application waits for A 角 before B 角 may claim it.
	ClaimAfter int `json:"claim_after"`
	// RemindReview, RemindRectify and RemindApply are how long before the last day of a review,
	// of a rectification, and to apply, reminders (催办) go out.
	RemindReview  []int `json:"remind_review"`
	RemindRectify []int `json:"remind_rectify"`
	RemindApply   []int `json:"remind_apply"`
	// RegisterChange is how long after the replacement of a core part the registration must be
	// changed. Source: 环境保护部令第19号 第七条.
	RegisterChange int `json:"register_change"`
	// RulesGrace is how long after rules came into force what only they block does not block.
	RulesGrace int `json:"rules_grace"`
}

// Filing (验收备案) closes the stages up to Stage; Acknowledged says whether an application must
// wait for the branch's acknowledgement.
type Filing struct {
	Stage        int  `json:"stage"`
	Acknowledged bool `json:"acknowledged"`
}

// SheetLine (审核项) is one of the points that the review examines.
type SheetLine struct {
	Line string    `json:"line"`
	Name errs.Text `json:"name"`
	// Rules are those whose findings stand under the line, by topic ("seal") or by code
	// ("seal.present"); Rest takes the findings that no line names.
	Rules []string `json:"rules,omitempty"`
	Rest  bool     `json:"rest,omitempty"`
}

// OverrideReason (推翻理由) is a reason with its name.
type OverrideReason struct {
	Reason string    `json:"reason"`
	Name   errs.Text `json:"name"`
}

// LineOf returns the line of the sheet under which a finding of the code stands: the line that
// names the code, else the one that names its topic, else the one for the rest.
func (n *Notice) LineOf(code string) string {
	topic, _, _ := strings.Cut(code, ".")
	for _, name := range []string{code, topic} {
		for _, l := range n.Sheet {
			if slices.Contains(l.Rules, name) {
				return l.Line
			}
		}
	}
	for _, l := range n.Sheet {
		if l.Rest {
			return l.Line
		}
	}
	return ""
}

// Kind (材料种类) is one kind of document.
type Kind struct {
	Slug      string    `json:"slug"`
	Name      errs.Text `json:"name"`
	Stage     int       `json:"stage"`
	Recognise Recognise `json:"recognise"`
	Seal      Seal      `json:"seal"`
	// NamesEnterprise: the document must name the enterprise (排污单位名称).
	NamesEnterprise bool `json:"names_enterprise"`
	// SatisfiedBy names project data that stand in for the file: "instruments", or "".
	SatisfiedBy string `json:"satisfied_by,omitempty"`
	// Form (预填表单) is the form that the platform fills in beforehand, one of the Form
	// constants; "" for kinds without.
	Form string `json:"form,omitempty"`
}

// Forms that are filled in beforehand: of a unit, of its people, of the parameters of the
// instruments, the cover of the pictures.
const (
	FormUnit       = "unit"
	FormPersonnel  = "personnel"
	FormParameters = "parameters"
	FormPhotos     = "photos"
)

// Recognise is how a kind is told from its text. Titles and keywords only ever speak for
// the kind, never against it.
type Recognise struct {
	Titles   []string  `json:"titles"`
	Keywords []Keyword `json:"keywords"`
}

// Keyword (关键词) speaks for a kind by its weight, in (0, 1].
type Keyword struct {
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`
}

// Seal is what the notice asks of the seals on a document.
type Seal struct {
	// Owner is the party whose 公章 is demanded, nil where none is.
	Owner *string `json:"owner"`
	// Others are seals that may stand there besides.
	Others []OtherSeal `json:"others"`
}

// OtherSeal allows seals of some kinds by another party.
type OtherSeal struct {
	Owner string   `json:"owner"`
	Kinds []string `json:"kinds"`
}

// Project (建设类型) is a kind of project with the documents it needs.
type Project struct {
	Kind      string    `json:"kind"`
	Name      errs.Text `json:"name"`
	Documents []string  `json:"documents"`
	// Replaces: part of a networked installation is replaced (附件1 一).
	Replaces bool `json:"replaces,omitempty"`
}

// Replaces reports whether projects of the kind replace part of a networked installation.
func (n *Notice) Replaces(project string) bool {
	return slices.ContainsFunc(n.Projects, func(p Project) bool { return p.Kind == project && p.Replaces })
}

// Kind returns the kind with the slug, nil when the notice has none.
func (n *Notice) Kind(slug string) *Kind {
	i := slices.IndexFunc(n.Kinds, func(k Kind) bool { return k.Slug == slug })
	if i < 0 {
		return nil
	}
	return &n.Kinds[i]
}

// Slugs returns the slugs of all kinds in the notice's order.
func (n *Notice) Slugs() []string {
	slugs := make([]string, len(n.Kinds))
	for i, k := range n.Kinds {
		slugs[i] = k.Slug
	}
	return slugs
}

// Required returns the slugs that a project of the kind must file, nil for an unknown kind.
func (n *Notice) Required(project string) []string {
	for _, p := range n.Projects {
		if p.Kind == project {
			return slices.Clone(p.Documents)
		}
	}
	return nil
}

// MayShare reports whether one file may fill both slots.
func (n *Notice) MayShare(a, b string) bool {
	return slices.ContainsFunc(n.MayShareFile, func(group []string) bool {
		return slices.Contains(group, a) && slices.Contains(group, b)
	})
}

// Person returns the role, nil when the notice has none of the name.
func (n *Notice) Person(role string) *Person {
	i := slices.IndexFunc(n.People, func(p Person) bool { return p.Role == role })
	if i < 0 {
		return nil
	}
	return &n.People[i]
}

// PartyName returns the name of a party's role, the role itself when it has none.
func (n *Notice) PartyName(role string) errs.Text {
	for _, p := range n.Parties {
		if p.Role == role {
			return p.Name
		}
	}
	return errs.Text{ZH: role, EN: role}
}
