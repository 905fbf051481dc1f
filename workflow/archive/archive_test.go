package archive_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/checker/malware"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/archive"
)

var packed = time.Date(2026, 11, 2, 1, 30, 0, 0, time.UTC)

func digest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// contents have a plan in two versions and one sheet that is both of the contractor's.
func contents(t *testing.T) *archive.Contents {
	t.Helper()
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	version := func(number int, text string) workflow.Version {
		files[digest([]byte(text))] = []byte(text)
		return workflow.Version{Number: number, SHA256: digest([]byte(text)), Bytes: int64(len(text)), Name: "../" + text, At: packed}
	}
	shared := version(1, "%PDF both")
	name, low := "东莞一厂", 0.5
	return &archive.Contents{
		Dossier: &workflow.Dossier{
			Project: workflow.Project{ID: "p"}, Enterprise: workflow.Enterprise{Name: name},
			Documents: []workflow.Document{
				{Slug: "contractor-personnel", Versions: []workflow.Version{shared}},
				{Slug: "construction-plan", Versions: []workflow.Version{version(1, "%PDF old"), version(2, "%PDF new")}},
				{Slug: "contractor-info", Versions: []workflow.Version{shared}},
			},
		},
		Twin: &checker.Dossier{
			Enterprise: checker.Enterprise{Name: &name},
			Outlets:    []checker.Outlet{{Code: "DW001", Medium: "water", Factors: []checker.Factor{{Code: "w01018", Limit: &low}}}},
		},
		Report: &checker.Report{Schema: checker.ReportSchema, Verdict: checker.Clean}, Notice: n, At: packed,
		Open: func(_ context.Context, digest string) (io.ReadCloser, error) {
			raw, ok := files[digest]
			if !ok {
				return nil, errors.New("gone")
			}
			return io.NopCloser(bytes.NewReader(raw)), nil
		},
	}
}

func unpack(t *testing.T, raw []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, ".pdf") && f.Method != zip.Store {
			t.Errorf("%s is compressed once more", f.Name)
		}
	}
	return out
}

// What the scanner found something in is not given out, and not named as if it were.
func TestWriteLeavesMalwareOut(t *testing.T) {
	c := contents(t)
	c.Dossier.Documents[1].Current().Failure = malware.CodeFound
	var b bytes.Buffer
	if err := archive.Write(t.Context(), &b, c); err != nil {
		t.Fatal(err)
	}
	files := unpack(t, b.Bytes())
	if len(files) == 0 {
		t.Error("nothing is packed")
	}
	for name, raw := range files {
		if bytes.Contains(raw, []byte("%PDF new")) || strings.Contains(string(raw), digest([]byte("%PDF new"))) || strings.Contains(string(raw), digest([]byte("%PDF old"))) {
			t.Errorf("%s holds or names the file: %s", name, raw)
		}
	}
}

func TestWrite(t *testing.T) {
	c := contents(t)
	var b bytes.Buffer
	if err := archive.Write(t.Context(), &b, c); err != nil {
		t.Fatal(err)
	}
	files := unpack(t, b.Bytes())
	if string(files["01-建设方案.pdf"]) != "%PDF new" || string(files["05-施工单位信息.pdf"]) != "%PDF both" || len(files) != 6 {
		t.Errorf("%d files: %v", len(files), keys(files))
	}
	d, err := checker.ParseDossier(files["dossier.yaml"], c.Notice.Slugs())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"construction-plan": "01-建设方案.pdf", "contractor-info": "05-施工单位信息.pdf", "contractor-personnel": "05-施工单位信息.pdf"}
	if diff := cmp.Diff(want, d.Documents); diff != "" || *d.Enterprise.Name != "东莞一厂" || *d.Outlets[0].Factors[0].Limit != 0.5 {
		t.Errorf("%+v\n%s", d, diff)
	}
	var report checker.Report
	if err := json.Unmarshal(files[archive.ReportFile], &report); err != nil || report.Verdict != checker.Clean {
		t.Errorf("%+v, %v", report, err)
	}
	var m archive.Manifest
	if err := json.Unmarshal(files[archive.ManifestFile], &m); err != nil || len(m.Files) != 4 || m.Files[0].Filed[0].Number != 2 || len(m.Files[1].Filed) != 2 {
		t.Errorf("%+v, %v", m, err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(files[archive.SumsFile])), "\n") {
		var sum, name string
		if _, err := fmt.Sscanf(line, "%s  %s", &sum, &name); err != nil || digest(files[name]) != sum {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func keys(m map[string][]byte) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	return out
}

// What breaks off is no archive that opens.
func TestWriteBreaksOff(t *testing.T) {
	c := contents(t)
	c.Dossier.Documents[1].Versions[1].SHA256 = digest(nil)
	var b bytes.Buffer
	if err := archive.Write(t.Context(), &b, c); err == nil || !strings.Contains(err.Error(), "construction-plan") {
		t.Errorf("err = %v", err)
	}
	if _, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len())); err == nil {
		t.Error("half an archive opens")
	}
}
