package api

import (
	"bytes"
	"errors"
	"io"
	"net"
	"testing"
)

// pipe gives both ends of a connection, the second one watched.
func pipe(t *testing.T) (net.Conn, *slowConn) {
	t.Helper()
	here, there := net.Pipe()
	t.Cleanup(func() { here.Close(); there.Close() })
	return here, &slowConn{Conn: there}
}

func TestDripsEndAConnection(t *testing.T) {
	here, watched := pipe(t)
	go func() {
		for {
			if _, err := here.Write([]byte("x")); err != nil {
				return
			}
		}
	}()
	got, err := io.ReadAll(watched)
	if !errors.Is(err, errSlow) || len(got) != drips {
		t.Errorf("%d bytes, err = %v", len(got), err)
	}
}

// A thin line is no slow-loris: what comes in small parts, but comes, is read whole.
func TestThinLines(t *testing.T) {
	here, watched := pipe(t)
	want := bytes.Repeat([]byte("0123456789abcdef"), 1000)
	go func() {
		for part := want; len(part) > 0; part = part[dripSize:] {
			if _, err := here.Write(part[:dripSize]); err != nil {
				return
			}
		}
	}()
	got := make([]byte, len(want))
	if n, err := io.ReadFull(watched, got); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d of %d bytes, err = %v", n, len(want), err)
	}
}
