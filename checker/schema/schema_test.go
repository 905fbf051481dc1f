package schema_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/checker/schema"
	"lianshen/checker/schema/contract"
)

func TestSchemasAreUpToDate(t *testing.T) {
	for _, tt := range []struct {
		name     string
		generate func() ([]byte, error)
		embedded []byte
	}{
		{"facts", contract.Facts, schema.Facts},
		{"report", contract.Report, schema.Report},
	} {
		want, err := tt.generate()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(tt.embedded)); diff != "" {
			t.Errorf("%s.schema.json is stale, run `go generate ./checker/...` (-want +got):\n%s", tt.name, diff)
		}
	}
}

// change is one edit of a valid document: old is replaced by new where it occurs first.
type change struct{ name, old, new string }

func checkChanges(t *testing.T, valid string, validate func([]byte) error, good, bad []change) {
	t.Helper()
	if err := validate([]byte(valid)); err != nil {
		t.Fatalf("the example of the design: %v", err)
	}
	for _, c := range append(good, bad...) {
		if !strings.Contains(valid, c.old) {
			t.Fatalf("%s: %q is not in the example", c.name, c.old)
		}
	}
	for _, c := range good {
		if err := validate([]byte(strings.Replace(valid, c.old, c.new, 1))); err != nil {
			t.Errorf("%s should be allowed: %v", c.name, err)
		}
	}
	for _, c := range bad {
		if validate([]byte(strings.Replace(valid, c.old, c.new, 1))) == nil {
			t.Errorf("%s should be refused", c.name)
		}
	}
}

func TestFactsOfTheDesign(t *testing.T) {
	checkChanges(t, factsExample, schema.ValidateFacts, []change{
		{"unknown creation date", `"created":"2026-09-12T08:00:00Z"`, `"created":null`},
		{"title not read", `"title":"东莞市绿源纸业有限公司"`, `"title":null`},
		{"no scan", `"scan_dpi":200`, `"scan_dpi":null`},
		{"signature without a place", `"page":1,"box":[1,2,3,4],"subject"`, `"page":null,"box":null,"subject"`},
		{"range", `"value":"东莞市绿源纸业有限公司"`, `"value":{"low":0,"high":null,"unit":"mg/L"}`},
		{"page that failed", `"failed":null`, `"failed":{"code":"limit.time","message":"超时"}`},
	}, []change{
		{"unknown key", `"blank":false`, `"blank":false,"empty":true`},
		{"missing key", `"blank":false,`, ``},
		{"other schema", `lianshen.facts/1`, `lianshen.facts/2`},
		{"empty instead of null", `"title":"东莞市绿源纸业有限公司"`, `"title":""`},
		{"shape", `"shape":"round"`, `"shape":"star"`},
		{"colour", `"colour":"red"`, `"colour":"orange"`},
		{"kind of seal", `"kind":"official"`, `"kind":"company"`},
		{"origin", `"origin":"scan"`, `"origin":"photo"`},
		{"text source", `"text_source":"ocr"`, `"text_source":"tesseract"`},
		{"verdict of a match", `"verdict":"match"`, `"verdict":"yes"`},
		{"role", `"role":"enterprise"`, `"role":"owner"`},
		{"integrity", `"integrity":"valid"`, `"integrity":"ok"`},
		{"trust", `"trust":"unknown"`, `"trust":null`},
		{"score above 1", `"title_score":0.97`, `"title_score":1.01`},
		{"score below 0", `"score":0.99`, `"score":-0.01`},
		{"box of three", `"box":[0,0,0,0]`, `"box":[0,0,0]`},
		{"box of words", `"box":[0,0,0,0]`, `"box":[0,0,0,"0"]`},
		{"short sha256", sixtyFour, `abc`},
		{"phash in capitals", `"phash":"00ff00ff00ff00ff"`, `"phash":"00FF00FF00FF00FF"`},
		{"page 0", `"number":1`, `"number":0`},
		{"half a page", `"number":1`, `"number":1.5`},
		{"creation date in words", `2026-09-12T08:00:00Z`, `yesterday`},
		{"list that is null", `"photos":[`, `"photos":null,"x":[`},
		{"complete not known", `"complete":true`, `"complete":null`},
		{"active content", `"javascript"`, `"macro"`},
		{"value of a field", `"value":"东莞市绿源纸业有限公司"`, `"value":null`},
		{"not JSON", `{`, `[`},
	})
}

func TestReportOfTheDesign(t *testing.T) {
	checkChanges(t, reportExample, schema.ValidateReport, []change{
		{"whole page", `"box":[0,0,0,0],"value":"东莞某公司"`, `"box":null,"value":null`},
		{"no reading", `"confidence":0.98`, `"confidence":null`},
		{"about the project", `"document":"acceptance-report","places"`, `"document":null,"places"`},
	}, []change{
		{"verdict", `"verdict":"block"`, `"verdict":"fail"`},
		{"severity", `"severity":"block"`, `"severity":"error"`},
		{"state", `"state":"fail"`, `"state":"failed"`},
		{"one language", `"zh":"印章不符",`, ``},
		{"revision", `"policy_revision":"sha256:`, `"policy_revision":"md5:`},
		{"unknown key", `"checks":[22]`, `"checks":[22],"rule":"x"`},
		{"confidence in percent", `"confidence":0.98`, `"confidence":98`},
		{"code", `"code":"seal.owner_mismatch"`, `"code":"Seal owner"`},
	})
}

func TestRefusedLine(t *testing.T) {
	const line = `{"file":{"name":"a.pdf"},"error":{"code":"file.encrypted","message":"文件需要密码"}}`
	checkChanges(t, line, schema.ValidateRefused, []change{
		{"with a way out", `"message":`, `"remedy":"去除密码后重试","message":`},
	}, []change{
		{"no code", `"code":"file.encrypted",`, ``},
		{"facts beside the error", `"error":`, `"pages":[],"error":`},
	})
}

// What Go writes fits: times with fractions, lists without entries.
func TestGoValuesFit(t *testing.T) {
	report := checker.Report{
		Schema: checker.ReportSchema, Verdict: checker.Clean, PolicyRevision: "sha256:" + sixtyFour,
		EvaluatedAt: time.Date(2026, 9, 12, 1, 2, 3, 4, time.UTC), Findings: []checker.Finding{}, Passed: []string{"seal.present"}, NotApplicable: []string{},
	}
	if err := schema.ValidateReport(marshal(t, report)); err != nil {
		t.Error(err)
	}
	var facts checker.Facts
	if err := json.Unmarshal([]byte(factsExample), &facts); err != nil {
		t.Fatal(err)
	}
	if err := schema.ValidateFacts(marshal(t, facts)); err != nil {
		t.Error(err)
	}
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
