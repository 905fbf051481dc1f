package engine

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"lianshen/internal/errs"
)

// Severities and states, as package checker spells them.
const (
	Block = "block"
	Warn  = "warn"
	Info  = "info"

	Fail         = "fail"
	Undetermined = "undetermined"
)

var severities = []string{Block, Warn, Info}

// Finding is one thing that a rule saw, with its texts filled in.
type Finding struct {
	Code       string
	Checks     []int
	Severity   string
	State      string
	Message    errs.Text
	Solution   errs.Text
	Params     map[string]any
	Expected   *string
	Found      *string
	Basis      []string
	Document   *string // slug; nil for the project
	Places     []Place
	Confidence *float64 // in [0, 1]; nil when no reading is involved
}

// Place is where a finding is seen. Box is in points from the top-left corner of the page as
// displayed, nil for the whole page; Page 0 is the whole document.
type Place struct {
	Document string      `json:"document"`
	Page     int         `json:"page"`
	Box      *[4]float64 `json:"box"`
	Value    *string     `json:"value"`
}

// raw is what lib/result builds.
type raw struct {
	Code       string         `json:"code"`
	Severity   string         `json:"severity"`
	State      string         `json:"state"`
	Params     map[string]any `json:"params"`
	Expected   *string        `json:"expected"`
	Found      *string        `json:"found"`
	Document   *string        `json:"document"`
	Places     []Place        `json:"places"`
	Confidence *float64       `json:"confidence"`
}

// decodeFindings reads the set of findings of a topic.
func decodeFindings(value ast.Value) ([]raw, error) {
	if set, ok := value.(ast.Set); ok && set.Len() == 0 {
		return nil, nil
	}
	given, err := ast.JSON(value)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(given)
	if err != nil {
		return nil, err
	}
	var out []raw
	if err := json.Unmarshal(text, &out); err != nil {
		return nil, fmt.Errorf("a rule built its finding by hand: %w", err)
	}
	return out, nil
}

// finding joins what a rule saw with the rule's own words.
func (r Rule) finding(f raw) Finding {
	checks := r.Checks
	if f.Document != nil {
		checks = r.ChecksFor(*f.Document)
	}
	return Finding{
		Code: f.Code, Checks: checks, Severity: f.Severity, State: f.State,
		Message: fill(r.Message, f.Params), Solution: fill(r.Solution, f.Params),
		Params: f.Params, Expected: f.Expected, Found: f.Found, Basis: r.Basis,
		Document: f.Document, Places: f.Places, Confidence: f.Confidence,
	}
}

// placeholder is a name in braces within failure_msg and solution.
var placeholder = regexp.MustCompile(`\{([a-z_]+)\}`)

// fill puts params into both languages. A param that is itself {zh, en} gives each language
// its own words; one that is missing leaves the placeholder to be seen.
func fill(t errs.Text, params map[string]any) errs.Text {
	return errs.Text{ZH: fillIn(t.ZH, params, "zh"), EN: fillIn(t.EN, params, "en")}
}

func fillIn(text string, params map[string]any, lang string) string {
	return placeholder.ReplaceAllStringFunc(text, func(match string) string {
		value, ok := params[strings.Trim(match, "{}")]
		if !ok {
			return match
		}
		return show(value, lang)
	})
}

func show(value any, lang string) string {
	switch v := value.(type) {
	case map[string]any:
		return show(v[lang], lang)
	case []any:
		texts := make([]string, len(v))
		for i, each := range v {
			texts[i] = show(each, lang)
		}
		return strings.Join(texts, map[string]string{"zh": "、", "en": ", "}[lang])
	case nil:
		return "—"
	default:
		return fmt.Sprint(v)
	}
}

// sortFindings orders by document (as in the notice), severity, code and page.
func sortFindings(findings []Finding, slugs []string) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(position(a.Document, slugs), position(b.Document, slugs)),
			cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(firstPage(a), firstPage(b)),
			cmp.Compare(a.Message.ZH, b.Message.ZH),
		)
	})
}

// position puts findings about the project first.
func position(document *string, slugs []string) int {
	if document == nil {
		return -1
	}
	return slices.Index(slugs, *document)
}

func firstPage(f Finding) int {
	if len(f.Places) == 0 {
		return 0
	}
	return f.Places[0].Page
}
