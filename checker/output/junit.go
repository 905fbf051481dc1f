package output

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"lianshen/checker"
)

// The part of JUnit's XML that build servers agree on.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string          `xml:"name,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Timestamp  string          `xml:"timestamp,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Class   string         `xml:"classname,attr"`
		Name    string         `xml:"name,attr"`
		Failure *junitOutcome  `xml:"failure"`
		Skipped *junitOutcome  `xml:"skipped"`
		Output  *junitCharData `xml:"system-out"`
	}
	junitOutcome struct {
		Type    string `xml:"type,attr,omitempty"`
		Message string `xml:"message,attr"`
		Text    string `xml:",cdata"`
	}
	junitCharData struct {
		Text string `xml:",cdata"`
	}
)

// writeJUnit writes a suite for every document with findings and one for the rules without.
// Only what ends the program with 1 is a failure; what a person must look at is skipped,
// which no reader takes for passed.
func (r *Report) writeJUnit(w io.Writer) error {
	out := junitSuites{Name: "lianshen"}
	for _, g := range r.groups() {
		suite := r.suite(r.groupTitle(g.slug))
		for _, f := range g.findings {
			suite.Cases = append(suite.Cases, r.junitCase(g.slug, f))
		}
		out.Suites = append(out.Suites, suite)
	}
	rest := r.suite(r.word("rest"))
	for _, code := range r.Passed {
		rest.Cases = append(rest.Cases, junitCase{Class: "rules", Name: r.caseName(code)})
	}
	for _, code := range r.NotApplicable {
		rest.Cases = append(rest.Cases, junitCase{Class: "rules", Name: r.caseName(code),
			Skipped: &junitOutcome{Message: r.word("not_applicable")}})
	}
	out.Suites = append(out.Suites, rest)
	out.count()
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (r *Report) suite(name string) junitSuite {
	return junitSuite{Name: name, Timestamp: r.EvaluatedAt.UTC().Format(time.RFC3339),
		Properties: []junitProperty{{"verdict", string(r.Verdict)}, {"policy_revision", r.PolicyRevision}}}
}

func (r *Report) caseName(code string) string {
	if rule := r.rule(code); rule != nil && r.Lang != "en" {
		return code + " " + rule.Title
	}
	return code
}

func (r *Report) junitCase(slug string, f checker.Finding) junitCase {
	class := slug
	if class == "" {
		class = "project"
	}
	c := junitCase{Class: class, Name: r.caseName(f.Code)}
	detail := r.plain(f)
	switch {
	case f.State == checker.Fail && f.Severity == checker.SeverityBlock:
		c.Failure = &junitOutcome{Type: f.Code, Message: f.Message.In(r.Lang), Text: detail}
	case f.Severity == checker.SeverityInfo:
		c.Output = &junitCharData{detail}
	default:
		c.Skipped = &junitOutcome{Message: fmt.Sprintf("[%s] %s", r.word(labelKey(f)), f.Message.In(r.Lang)), Text: detail}
	}
	return c
}

// plain is a finding in lines of plain text.
func (r *Report) plain(f checker.Finding) string {
	lines := []string{f.Message.In(r.Lang)}
	for _, detail := range [][2]string{
		{"exemption", r.waiver(f.Waiver)}, {"place", r.places(f)}, {"expected", deref(f.Expected)}, {"found", deref(f.Found)},
		{"solution", f.Solution.In(r.Lang)}, {"basis", strings.Join(f.Basis, ";")},
	} {
		if detail[1] != "" {
			lines = append(lines, r.word(detail[0])+r.word("colon")+detail[1])
		}
	}
	return strings.Join(lines, "\n")
}

func (s *junitSuites) count() {
	for i := range s.Suites {
		suite := &s.Suites[i]
		suite.Tests = len(suite.Cases)
		for _, c := range suite.Cases {
			if c.Failure != nil {
				suite.Failures++
			}
			if c.Skipped != nil {
				suite.Skipped++
			}
		}
		s.Tests += suite.Tests
		s.Failures += suite.Failures
		s.Skipped += suite.Skipped
	}
}
