package cell

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFrameRoundTrip(t *testing.T) {
	for _, body := range []string{"", "x", strings.Repeat("页", 1<<20)} {
		var pipe bytes.Buffer
		if err := writeFrame(bufio.NewWriter(&pipe), frameEvent, []byte(body)); err != nil {
			t.Fatal(err)
		}
		f, err := readFrame(&pipe)
		if err != nil || f.kind != frameEvent || string(f.body) != body {
			t.Errorf("%d bytes come back as kind %d, %d bytes, error %v", len(body), f.kind, len(f.body), err)
		}
	}
}

func TestReadFrameRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		in   string
		want error
	}{
		"nothing":        {"", io.EOF},
		"half a head":    {"\x12\x00", io.ErrUnexpectedEOF},
		"half a body":    {"\x12\x00\x00\x00\x05abc", io.ErrUnexpectedEOF},
		"unknown kind":   {"\x7f\x00\x00\x00\x00", errFrame},
		"a body too big": {"\x12\xff\xff\xff\xff", errFrame},
	} {
		if _, err := readFrame(strings.NewReader(tt.in)); !errors.Is(err, tt.want) {
			t.Errorf("%s: error = %v, want %v", name, err, tt.want)
		}
	}
	if err := writeFrame(bufio.NewWriter(io.Discard), frameBlob, make([]byte, maxFrame+1)); !errors.Is(err, errFrame) {
		t.Errorf("writing a body too big: error = %v", err)
	}
}

// A length that is only claimed must cost nothing.
func TestClaimedLengthAllocatesLittle(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 100 {
		readFrame(strings.NewReader("\x12\x03\xff\xff\xff"))
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 100*4*chunkSize {
		t.Errorf("100 claims of 64 MiB cost %d bytes", got)
	}
}

// FuzzReadFrame: what is read is exactly what would be written.
func FuzzReadFrame(f *testing.F) {
	f.Add([]byte("\x12\x00\x00\x00\x03abc"))
	f.Add([]byte("\x02\x00\x00\x00\x00\x03\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := readFrame(bytes.NewReader(in))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := writeFrame(bufio.NewWriter(&out), got.kind, got.body); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(in[:out.Len()], out.Bytes()); diff != "" {
			t.Errorf("frame changes (-read +written):\n%s", diff)
		}
	})
}

func TestChildLogStaysSmall(t *testing.T) {
	l := newChildLog(Config{}.withDefaults().Logger)
	for range 100 {
		if n, err := l.Write(make([]byte, 1<<16)); n != 1<<16 || err != nil {
			t.Fatalf("Write = %d, %v", n, err)
		}
	}
	l.Write([]byte("the end"))
	if len(l.rest) > maxLogLine || len(l.tail()) != tailBytes || !strings.HasSuffix(l.tail(), "the end") {
		t.Errorf("keeps a line of %d bytes and a tail of %d", len(l.rest), len(l.tail()))
	}
}
