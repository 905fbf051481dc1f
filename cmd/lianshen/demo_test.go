package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The demonstration fills an empty store once: people sign in with what is printed, and find
// projects in the steps that are promised; a second start leaves everything as it is.
func TestDemo(t *testing.T) {
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"LIANSHEN_DATA=" + t.TempDir(), "LIANSHEN_MODELS=" + models(t, repo), "XDG_CACHE_HOME=" + t.TempDir()}
	at, end := demonstrate(t, env)
	projects := listed(t, at, "hengtai", "/projects?limit=50")
	networked := 0
	for _, p := range projects {
		if p.State == "networked" {
			networked++
		}
	}
	if len(projects) != 8 || networked != 1 {
		t.Errorf("%d projects, %d of them networked", len(projects), networked)
	}
	if desk := listed(t, at, "handler", "/inbox"); len(desk) != 2 {
		t.Errorf("%d applications wait: %+v", len(desk), desk)
	}
	end()
	at, end = demonstrate(t, env)
	if again := listed(t, at, "hengtai", "/projects?limit=50"); len(again) != 8 {
		t.Errorf("%d projects after a second start", len(again))
	}
	end()
}

// demonstrate starts it as a user does, and gives its address.
func demonstrate(t *testing.T, env []string) (at string, end func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--demo", "--addr", "127.0.0.1:0"}, env, w, os.Stderr)
		w.Close()
	}()
	lines := bufio.NewScanner(r)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "http://") {
		at += lines.Text()
	}
	if !strings.Contains(at, demoPassword) || !strings.Contains(at, "luyuan") {
		t.Errorf("printed: %s", at)
	}
	return lines.Text(), func() {
		stop()
		if code := <-done; code != 0 {
			t.Errorf("exit code %d", code)
		}
	}
}

// listed is a list of the API as somebody sees it.
func listed(t *testing.T, at, login, path string) []struct{ State string } {
	t.Helper()
	body, err := json.Marshal(map[string]string{"name": login, "password": demoPassword})
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(at+"/api/v1/session", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at+"/api/v1"+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range res.Cookies() {
		req.AddCookie(c)
	}
	list, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer list.Body.Close()
	var page struct{ Items []struct{ State string } }
	if err := json.NewDecoder(list.Body).Decode(&page); err != nil {
		t.Fatal(err)
	}
	return page.Items
}

// A store with data of its own is not filled.
func TestDemoRefuses(t *testing.T) {
	env := []string{"LIANSHEN_DATA=" + t.TempDir()}
	var out, problems bytes.Buffer
	if code := run(t.Context(), []string{"user", "first", "管理员"}, env, &out, &problems); code != 0 {
		t.Fatal(problems.String())
	}
	code := run(t.Context(), []string{"serve", "--demo", "--addr", "127.0.0.1:0"}, env, io.Discard, &problems)
	if code != 2 || !strings.Contains(problems.String(), "不能加入演示数据") {
		t.Errorf("%d: %s", code, problems.String())
	}
}
