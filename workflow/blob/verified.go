package blob

import (
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
)

// verified reads a file and ends in ErrDamaged when it was not the one of its digest.
type verified struct {
	io.ReadCloser
	size int64
	want string
	sum  hash.Hash
}

// Len is the size of the file, for readers that want to know it beforehand.
func (v *verified) Len() int { return int(v.size) }

func (v *verified) Read(p []byte) (int, error) {
	n, err := v.ReadCloser.Read(p)
	v.sum.Write(p[:n])
	switch {
	case errors.Is(err, io.EOF):
		if got := hex.EncodeToString(v.sum.Sum(nil)); got != v.want {
			return n, ErrDamaged.Wrap(fmt.Errorf("file %s has the digest %s", v.want, got))
		}
	case err != nil:
		return n, unreachable.Wrap(err)
	}
	return n, err
}
