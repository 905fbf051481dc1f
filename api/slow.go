package api

import (
	"net"
	"time"

	"lianshen/internal/errs"
)

// slow ends connections that send nothing for a while, or so little at a time that it can
// only be meant to hold them open (slow-loris). A limit on the whole request would end
// honest uploads over thin lines.
type slow struct{ net.Listener }

// Accept wraps the connection.
func (l slow) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &slowConn{Conn: c}, nil
}

// Bounds of slowness.
const (
	stall    = 30 * time.Second // without a byte
	drips    = 8                // reads that are looked at together
	dripSize = 16               // bytes that they bring on the average, at the least
)

var errSlow = errs.New(errs.Limit, "api.slow",
	errs.Text{ZH: "传输过慢，连接已关闭", EN: "the transfer is too slow; the connection was closed"},
	errs.Text{ZH: "请检查网络后重新上传", EN: "check the line, then send it again"})

type slowConn struct {
	net.Conn
	reads, bytes int
}

// Read reads with a deadline.
func (c *slowConn) Read(p []byte) (int, error) {
	if c.reads >= drips {
		if c.bytes < c.reads*dripSize {
			return 0, errSlow
		}
		c.reads, c.bytes = 0, 0
	}
	if err := c.SetReadDeadline(time.Now().Add(stall)); err != nil {
		return 0, err
	}
	n, err := c.Conn.Read(p)
	c.reads, c.bytes = c.reads+1, c.bytes+n
	return n, err
}
