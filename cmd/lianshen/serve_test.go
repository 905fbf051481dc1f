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

	"lianshen/api/web/webtest"
)

// TestServe starts the server as a user does, signs in with an access token, has a document
// read, and stops.
func TestServe(t *testing.T) {
	s, project := serveProject(t, "东莞一厂")
	s.want("GET", "/readyz", nil, 200, nil)
	file := readFile(t, "water-valid/equipment-list.pdf")
	s.want("PUT", "/api/v1/projects/"+project+"/documents/equipment-list?name=list.pdf", bytes.NewReader(file), 201, nil)
	s.untilRead(project)
}

// serveProject starts a server with a project of an enterprise, and stops it at the end of the
// test. Its token is that of somebody of the enterprise, whose login name is that, too.
func serveProject(t *testing.T, name string) (s *served, id string) {
	t.Helper()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"LIANSHEN_DATA=" + t.TempDir(), "LIANSHEN_MODELS=" + models(t, repo), "LIANSHEN_ADDR=127.0.0.1:0", "XDG_CACHE_HOME=" + t.TempDir()}
	told := func(args ...string) string {
		t.Helper()
		var out, problems bytes.Buffer
		if code := run(t.Context(), args, env, &out, &problems); code != 0 {
			t.Fatalf("%v: %d: %s", args, code, problems.String())
		}
		return strings.SplitN(out.String(), "\n", 2)[0]
	}
	admin := told("user", "first", "管理员")
	token := told("user", "token", admin, "--name", "测试")

	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0"}, env, w, os.Stderr)
		w.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
	at, err := bufio.NewReader(r).ReadString('\n')
	if err != nil || !strings.HasPrefix(at, "http://127.0.0.1:") {
		t.Fatalf("%q, %v", at, err)
	}
	s = &served{t: t, at: strings.TrimSpace(at), token: token}
	var company, project, person struct{ ID string }
	s.want("POST", "/api/v1/enterprises", map[string]any{"name": name, "town": "中堂镇"}, 201, &company)
	s.want("POST", "/api/v1/persons", map[string]any{"name": "厂方"}, 201, &person)
	s.want("POST", "/api/v1/grants", map[string]any{"person": person.ID, "role": "enterprise", "enterprise": company.ID}, 201, nil)
	s.want("POST", "/api/v1/projects", map[string]any{"enterprise": company.ID, "kind": "new", "unit_class": "key"}, 201, &project)
	s.token = told("user", "token", person.ID, "--name", "企业系统") // the store takes a second program
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte(webtest.Password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	told("user", "login", person.ID, "--name", "enterprise", "--password", password)
	return s, project.ID
}

type served struct {
	t         *testing.T
	at, token string
}

func (s *served) want(method, path string, body any, status int, into any) {
	s.t.Helper()
	var sent io.Reader
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case io.Reader:
		sent, kind = b, "application/pdf"
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			s.t.Fatal(err)
		}
		sent = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.at+path, sent)
	if err != nil {
		s.t.Fatal(err)
	}
	if b, ok := body.(interface{ Size() int64 }); ok {
		req.ContentLength = b.Size()
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Authorization", "Bearer "+s.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != status {
		s.t.Fatalf("%s %s: %d %s, %v", method, path, res.StatusCode, raw, err)
	}
	if into != nil {
		if err := json.Unmarshal(raw, into); err != nil {
			s.t.Fatal(err)
		}
	}
}

// untilRead asks until the workers have read the document; the test's own time limit bounds it.
func (s *served) untilRead(project string) {
	s.t.Helper()
	for s.t.Context().Err() == nil {
		var d struct {
			Documents []struct {
				Versions []struct{ Facts, Failure string }
			}
		}
		s.want("GET", "/api/v1/projects/"+project, nil, 200, &d)
		if v := d.Documents[0].Versions[0]; v.Facts != "" || v.Failure != "" {
			if v.Failure != "" {
				s.t.Errorf("not read: %s", v.Failure)
			}
			return
		}
	}
}

func TestServeRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ addr, want string }{
		"plain HTTP to a network": {"0.0.0.0:0", "不得使用明文HTTP"},
		"no address":              {"nowhere", "不得使用明文HTTP"},
		"no such certificate":     {"0.0.0.0:0 cert", "无法读取证书或密钥"},
		"proxies that are none":   {"0.0.0.0:0  10.0.0", "可信代理的网段有误"},
		"everybody as a proxy":    {"0.0.0.0:0  0.0.0.0/0", "可信代理的网段有误"},
	} {
		addr, cert, _ := strings.Cut(tt.addr, " ")
		cert, proxy, _ := strings.Cut(cert, " ")
		args := []string{"serve", "--addr", addr, "--trusted-proxies", proxy}
		if cert != "" {
			args = append(args, "--tls-cert", cert, "--tls-key", cert)
		}
		var problems bytes.Buffer
		code := run(t.Context(), args, []string{"LIANSHEN_DATA=" + t.TempDir()}, io.Discard, &problems)
		if code != 2 || !strings.Contains(problems.String(), tt.want) {
			t.Errorf("%s: %d: %s", name, code, problems.String())
		}
	}
}

// Without leave to change the schema, an older one stops the start, and is left as it is.
func TestServeNoMigrate(t *testing.T) {
	env := []string{"LIANSHEN_DATA=" + t.TempDir()}
	var out, problems bytes.Buffer
	code := run(t.Context(), []string{"serve", "--no-migrate", "--addr", "127.0.0.1:0"}, env, &out, &problems)
	if code != 4 || !strings.Contains(problems.String(), "lianshen migrate up") || out.Len() > 0 {
		t.Errorf("%d: %s%s", code, out.String(), problems.String())
	}
	out.Reset()
	if code := run(t.Context(), []string{"migrate", "status"}, env, &out, io.Discard); code != 0 || !strings.HasPrefix(out.String(), "0/") {
		t.Errorf("%d: the schema was changed: %s", code, out.String())
	}
	if code := run(t.Context(), []string{"migrate", "up"}, env, io.Discard, io.Discard); code != 0 {
		t.Fatal(code)
	}
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--no-migrate", "--workers=-1", "--addr", "0.0.0.0:0", "--trusted-proxies", "192.0.2.0/24"}, env, w, os.Stderr)
		w.Close()
	}()
	at, err := bufio.NewReader(r).ReadString('\n')
	if err != nil || !strings.HasPrefix(at, "http://") {
		t.Errorf("%q, %v", at, err)
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("exit code %d", code)
	}
}
