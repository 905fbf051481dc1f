package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lianshen/api/live"
	"lianshen/api/web/webtest"
	"lianshen/checker"
)

// What is uploaded is read at once: who listens hears of its pages, of a fault while it is read,
// of its end, and that the project was judged. How long the first fault takes is logged.
func TestReadAtOnce(t *testing.T) {
	s, project := serveProject(t, "东莞市绿源纸业有限公司")
	s.warm(project)
	events := s.listen(project)
	file := readFile(t, "water-faulty-seal/acceptance-opinion.pdf")
	first := map[live.State]time.Duration{}
	var early, judged time.Duration
	sent := &ending{r: bytes.NewReader(file), size: int64(len(file))}
	s.want("PUT", "/api/v1/projects/"+project+"/documents/acceptance-opinion?name=x.pdf", sent, 201, nil)
	answered := time.Since(sent.at)
	for judged == 0 {
		e, ok := <-events
		if !ok {
			t.Fatal("the events ended")
		}
		if e.Slug == "equipment-list" {
			continue
		}
		after := time.Since(sent.at)
		if _, ok := first[e.State]; !ok {
			first[e.State] = after
		}
		if len(e.Early) > 0 && early == 0 {
			early = after
			if f := e.Early[0]; f.Code != "seal.owner_mismatch" || f.Places[0].Page < 1 {
				t.Errorf("early: %+v", f)
			}
		}
		if e.State == live.Judged && first[live.Read] > 0 { // not of what was there before
			judged = after
		}
	}
	t.Logf("after the last byte: answered %v, %v, first fault %v, judged %v", answered, first, early, judged)
	if early == 0 || first[live.Reading] == 0 || first[live.Read] == 0 {
		t.Errorf("told %v, a fault early after %v", first, early)
	}
	var report checker.Report
	s.want("GET", "/api/v1/projects/"+project+"/report", nil, 200, &report)
	found := false
	for _, f := range report.Findings {
		found = found || f.Code == "seal.owner_mismatch"
	}
	if !found {
		t.Errorf("the report lacks the fault: %+v", report.Findings)
	}
}

// Somebody uploads a scan in a browser and sees a fault on its second page while the program
// still reads, then the whole result with its pages; nothing is loaded again. How long after the
// last byte the first fault was on the page, by the browser's own clock, is logged.
func TestFirstFindingInABrowser(t *testing.T) {
	s, project := serveProject(t, "东莞市绿源纸业有限公司")
	s.warm(project)
	b := webtest.Open(t, s.at)
	b.SignIn("enterprise")
	b.Go("/projects/" + project + "/documents/acceptance-opinion")
	webtest.Eval[chromedp.Void](b, `window.seen = {};
		new MutationObserver(() => {
			for (const [name, selector] of [["reading", "#progress progress[max]"], ["first", ".finding"], ["result", "#result .page img"]])
				if (!(name in window.seen) && document.querySelector(selector)) window.seen[name] = performance.now();
		}).observe(document.body, {childList: true, subtree: true, attributes: true})`)
	file, err := filepath.Abs("../../testdata/dossiers/water-faulty-seal/acceptance-opinion.pdf")
	if err != nil {
		t.Fatal(err)
	}
	b.Choose("file", file)
	b.Click(".main [data-upload] .actions button")
	b.Sees("识别为")
	times := webtest.Eval[map[string]float64](b, `(() => { const end = +document.documentElement.dataset.lastByte; return Object.fromEntries(Object.entries(window.seen).map(([k, v]) => [k, v - end])) })()`)
	t.Logf("milliseconds after the last byte: %v", times)
	if times["first"] <= 0 || times["first"] > times["result"] {
		t.Errorf("no fault was seen while the document was read: %v", times)
	}
	b.Do(chromedp.WaitReady(chromedp.CSS(".box-fault")))
	if loaded := webtest.Eval[bool](b, `(async () => { const i = document.querySelector(".page img"); await i.decode(); return i.naturalWidth > 800 })()`); !loaded {
		t.Error("the picture of the page is not there")
	}
	b.Accessible()
	b.Shoot("document-real")
}

// warm has the program read something, as it did on the day before.
func (s *served) warm(project string) {
	s.t.Helper()
	events := s.listen(project)
	file := readFile(s.t, "water-valid/equipment-list.pdf")
	s.want("PUT", "/api/v1/projects/"+project+"/documents/equipment-list?name=list.pdf", bytes.NewReader(file), 201, nil)
	for e := range events {
		if e.State == live.Judged {
			return
		}
	}
}

// ending notes when its last byte was taken.
type ending struct {
	r    io.Reader
	size int64
	at   time.Time
}

func (e *ending) Size() int64 { return e.size }

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if n > 0 {
		e.at = time.Now()
	}
	return n, err
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "dossiers", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// listen hears the events of a project until the test ends.
func (s *served) listen(project string) <-chan live.Event {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.at+"/api/v1/projects/"+project+"/events", http.NoBody)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != http.StatusOK {
		s.t.Fatal(res.Status)
	}
	out := make(chan live.Event, 1000)
	go func() {
		defer close(out)
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e live.Event
				if json.Unmarshal([]byte(data), &e) == nil {
					out <- e
				}
			}
		}
	}()
	return out
}
