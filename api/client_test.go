package api

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// heard is what the server makes of a request with these headers from 127.0.0.1.
func heard(t *testing.T, trusted string, headers ...string) (from string, hsts string) {
	t.Helper()
	c := Config{Log: slog.New(slog.DiscardHandler)}
	if trusted != "" {
		c.Proxies = []netip.Prefix{netip.MustParsePrefix(trusted), netip.MustParsePrefix("10.0.0.0/8")}
	}
	s := New(c)
	s.app = fiber.New(s.app.Config())
	s.app.Get("/", s.client, s.transport, func(f *fiber.Ctx) error { from = f.IP(); return nil })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.app.Listener(l) }()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String()+"/", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Add(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	if err := s.app.Shutdown(); err != nil {
		t.Error(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	return from, res.Header.Get("Strict-Transport-Security")
}

// Where a request comes from is what trusted proxies say, and what nobody else says.
func TestClientBehindProxies(t *testing.T) {
	const here = "127.0.0.0/8"
	for name, tt := range map[string]struct {
		trusted string
		headers []string
		from    string
		hsts    bool
	}{
		"no proxy":                       {"", nil, "127.0.0.1", false},
		"a stranger says so":             {"", []string{"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https", "X-Lianshen-Client", "203.0.113.9"}, "127.0.0.1", false},
		"another proxy is trusted":       {"192.0.2.0/24", []string{"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"}, "127.0.0.1", false},
		"a proxy says so":                {here, []string{"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"}, "203.0.113.9", true},
		"a proxy says nothing":           {here, []string{"X-Lianshen-Client", "203.0.113.9"}, "127.0.0.1", false},
		"a chain that was begun falsely": {here, []string{"X-Forwarded-For", "198.51.100.7, 203.0.113.9"}, "203.0.113.9", false},
		"a chain that names a proxy":     {here, []string{"X-Forwarded-For", "10.9.9.9, 203.0.113.9"}, "203.0.113.9", false},
		"two proxies":                    {here, []string{"X-Forwarded-For", "198.51.100.7, 203.0.113.9, 10.1.2.3"}, "203.0.113.9", false},
		"two headers":                    {here, []string{"X-Forwarded-For", "198.51.100.7", "X-Forwarded-For", "203.0.113.9"}, "203.0.113.9", false},
		"rubbish at the end":             {here, []string{"X-Forwarded-For", "203.0.113.9, unknown"}, "127.0.0.1", false},
		"rubbish before a proxy":         {here, []string{"X-Forwarded-For", "x, 10.1.2.3"}, "10.1.2.3", false},
		"with a port":                    {here, []string{"X-Forwarded-For", "203.0.113.9:4711"}, "203.0.113.9", false},
		"IPv6":                           {here, []string{"X-Forwarded-For", "[2001:db8::7]:4711"}, "2001:db8::7", false},
		"IPv4 in IPv6":                   {here, []string{"X-Forwarded-For", "::ffff:203.0.113.9"}, "203.0.113.9", false},
		"the first hop was plain":        {here, []string{"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https, http"}, "203.0.113.9", false},
	} {
		from, hsts := heard(t, tt.trusted, tt.headers...)
		if from != tt.from || (hsts != "") != tt.hsts {
			t.Errorf("%s: from %s, want %s; HSTS %q", name, from, tt.from, hsts)
		}
	}
}

func TestTransportOverTLS(t *testing.T) {
	s := New(Config{Log: slog.New(slog.DiscardHandler), TLS: true})
	res, err := s.app.Test(must(http.NewRequestWithContext(t.Context(), http.MethodGet, "/healthz", http.NoBody)))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.Header.Get("Strict-Transport-Security") == "" {
		t.Error("TLS without HSTS")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
