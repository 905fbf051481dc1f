package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	_ "gocloud.dev/blob/memblob" // a bucket that is no directory
	"pgregory.net/rapid"

	"lianshen/internal/errs"
)

const limit = 1 << 20

// each runs a test on a directory and on a bucket of another kind.
func each(t *testing.T, test func(*testing.T, *Store)) {
	t.Helper()
	for name, url := range map[string]string{"folder": "file://" + t.TempDir() + "/blobs", "other": "mem://"} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			test(t, s)
		})
	}
}

func put(t testing.TB, s *Store, text string) string {
	t.Helper()
	digest, n, err := s.Put(t.Context(), strings.NewReader(text), limit)
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("%x", sha256.Sum256([]byte(text))); digest != want || n != int64(len(text)) {
		t.Fatalf("Put(%q) = %s, %d", text, digest, n)
	}
	return digest
}

func read(t testing.TB, s *Store, digest string) (string, error) {
	t.Helper()
	r, err := s.Open(t.Context(), digest)
	if err != nil {
		return "", err
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	return string(raw), err
}

func list(t testing.TB, s *Store) (out []Object) {
	t.Helper()
	for o, err := range s.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, o)
	}
	return out
}

func TestPutAndOpen(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		digest := put(t, s, "第一版")
		if again := put(t, s, "第一版"); again != digest {
			t.Errorf("the same bytes are %s and %s", digest, again)
		}
		for _, name := range []string{digest, "sha256:" + digest} {
			if got, err := read(t, s, name); got != "第一版" || err != nil {
				t.Errorf("Open(%s) = %q, %v", name, got, err)
			}
			if ok, err := s.Has(t.Context(), name); !ok || err != nil {
				t.Errorf("Has(%s) = %v, %v", name, ok, err)
			}
		}
		all := list(t, s)
		if len(all) != 1 || all[0].Digest != digest || all[0].Bytes != 9 || all[0].Written.IsZero() {
			t.Fatalf("List = %+v", all)
		}
		if err := errors.Join(s.Remove(t.Context(), all[0]), s.Remove(t.Context(), all[0])); err != nil {
			t.Error(err)
		}
		if _, err := read(t, s, digest); !errors.Is(err, ErrMissing) {
			t.Errorf("after Remove: %v", err)
		}
	})
}

// Whatever the bytes and however they arrive, they come back, once.
func TestRoundTrip(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		rapid.Check(t, func(rt *rapid.T) {
			data := rapid.SliceOfN(rapid.Byte(), 1, 5000).Draw(rt, "data")
			digest, _, err := s.Put(t.Context(), iotest.HalfReader(bytes.NewReader(data)), int64(len(data)))
			if err != nil {
				rt.Fatal(err)
			}
			if got, err := read(t, s, digest); err != nil || got != string(data) {
				rt.Fatalf("%d bytes came back as %d, %v", len(data), len(got), err)
			}
		})
	})
}

// What is refused leaves nothing behind.
func TestRefused(t *testing.T) {
	cut := errors.New("cut connection")
	for name, tt := range map[string]struct {
		r    func() io.Reader
		want error
		says string
	}{
		"empty":             {func() io.Reader { return strings.NewReader("") }, ErrEmpty, "0 字节"},
		"one byte too many": {func() io.Reader { return io.LimitReader(zeros{}, limit+1) }, ErrTooLarge, "上限 1 MB"},
		"without an end":    {func() io.Reader { return zeros{} }, ErrTooLarge, "上限 1 MB"},
		"cut off":           {func() io.Reader { return io.MultiReader(strings.NewReader("half"), iotest.ErrReader(cut)) }, cut, ""},
	} {
		each(t, func(t *testing.T, s *Store) {
			_, _, err := s.Put(t.Context(), tt.r(), limit)
			if !errors.Is(err, tt.want) {
				t.Errorf("%s: %v", name, err)
			}
			if e := errs.As(err); !strings.Contains(e.Message.ZH, tt.says) || e.Remedy.EN == "" {
				t.Errorf("%s: %+v", name, e)
			}
			if left := list(t, s); len(left) > 0 {
				t.Errorf("%s leaves %+v", name, left)
			}
		})
	}
	if e := errs.As(tooLarge(limit)); !strings.Contains(e.Remedy.ZH, "分册上传") {
		t.Errorf("no way out: %+v", e)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestPutOfJustTheLimit(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		if _, n, err := s.Put(t.Context(), io.LimitReader(zeros{}, limit), limit); err != nil || n != limit {
			t.Errorf("%d, %v", n, err)
		}
	})
}

func TestPutIsCancelled(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := s.Put(ctx, zeros{}, limit); !errors.Is(err, context.Canceled) {
			t.Errorf("err = %v", err)
		}
		if left := list(t, s); len(left) > 0 {
			t.Errorf("it leaves %+v", left)
		}
	})
}

// A file that changed on the disk is never read as if it had not; putting it again mends it.
func TestDamaged(t *testing.T) {
	s, dir := inFolder(t)
	for name, harm := range map[string]func(path string) error{
		"cut short":  func(p string) error { return os.Truncate(p, 3) },
		"emptied":    func(p string) error { return os.Truncate(p, 0) },
		"one bit":    func(p string) error { return os.WriteFile(p, []byte("original bytet"), 0o600) },
		"grown":      func(p string) error { return os.WriteFile(p, []byte("original bytes and more"), 0o600) },
		"other file": func(p string) error { return os.WriteFile(p, []byte("another"), 0o600) },
	} {
		digest := put(t, s, "original bytes")
		if err := harm(filepath.Join(dir, keyOf(digest))); err != nil {
			t.Fatal(err)
		}
		if _, err := read(t, s, digest); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.Check(t.Context(), digest); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: Check = %v", name, err)
		}
		put(t, s, "original bytes")
		if err := s.Check(t.Context(), digest); err != nil {
			t.Errorf("%s, put again: %v", name, err)
		}
	}
}

func inFolder(t *testing.T) (*Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blobs")
	s, err := OpenFolder(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

// An upload that was cut off by a crash is listed as what it is.
func TestListTellsWhatIsNoFile(t *testing.T) {
	s, dir := inFolder(t)
	digest := put(t, s, "a file")
	for _, name := range []string{"incoming/123", "ab/cd/" + digest, "note.txt"} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("x"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	files, rest := 0, 0
	for _, o := range list(t, s) {
		switch o.Digest {
		case digest:
			files++
		case "":
			rest++
		default:
			t.Errorf("%+v", o)
		}
	}
	if files != 1 || rest != 3 {
		t.Errorf("%d files, %d others: %+v", files, rest, list(t, s))
	}
}

// A name that is no digest finds nothing and leads nowhere.
func TestNoDigest(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		for _, name := range []string{"", "..", "../../etc/passwd", strings.Repeat("A", 64), "sha256:", "/"} {
			if _, err := read(t, s, name); !errors.Is(err, ErrMissing) {
				t.Errorf("Open(%q): %v", name, err)
			}
			if ok, err := s.Has(t.Context(), name); ok || err != nil {
				t.Errorf("Has(%q) = %v, %v", name, ok, err)
			}
		}
	})
}

func TestManyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		var wait sync.WaitGroup
		for i := range 16 {
			wait.Go(func() {
				text := fmt.Sprint("file ", i%4)
				digest := put(t, s, text)
				if got, err := read(t, s, digest); got != text || err != nil {
					t.Errorf("%q, %v", got, err)
				}
			})
		}
		wait.Wait()
		if all := list(t, s); len(all) != 4 {
			t.Errorf("%d files: %+v", len(all), all)
		}
	})
}

// The memory that a file takes does not grow with it.
func TestPutStreams(t *testing.T) {
	s, _ := inFolder(t)
	const large = 64 << 20
	bytes := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			if _, _, err := s.Put(t.Context(), io.LimitReader(zeros{}, large), large); err != nil {
				b.Fatal(err)
			}
		}
	}).AllocedBytesPerOp()
	if bytes > 2<<20 {
		t.Errorf("%d bytes of memory for %d of a file", bytes, large)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{"file://" + file, "nosuch://bucket", "%"} {
		if _, err := Open(t.Context(), url); errs.As(err) == nil || errs.As(err).Code != "blob.unreachable" {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestSizes(t *testing.T) {
	for n, want := range map[int64]string{200 << 20: "200 MB", 2 << 30: "2 GB", 1000: "1000 字节", 1 << 10: "1 KB", 1<<20 + 1: "1048577 字节"} {
		if got := sizeText(n); got != want {
			t.Errorf("%d = %s, want %s", n, got, want)
		}
	}
}
