package pdf

import (
	"bytes"
	"context"
	"errors"

	"github.com/klippa-app/go-pdfium/requests"
)

// rewritten returns the document as pdfium understands it, written anew: sound tables,
// true lengths, no encryption.
func (d *Document) rewritten(ctx context.Context) ([]byte, error) {
	out := &boundedBuffer{most: 2 * d.limits.MaxBytes}
	err := d.do(ctx, func() error {
		_, err := d.instance.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{
			Document: d.ref, Flags: requests.SaveFlagRemoveSecurity, FileWriter: out,
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// errOverflow stops a copy that grows beyond all measure.
var errOverflow = errors.New("the rewritten file is too large")

// boundedBuffer is a buffer that refuses to grow beyond most bytes.
type boundedBuffer struct {
	bytes.Buffer
	most int64
}

// Write appends p or returns errOverflow.
func (b *boundedBuffer) Write(p []byte) (int, error) {
	if int64(b.Len()+len(p)) > b.most {
		return 0, errOverflow
	}
	return b.Buffer.Write(p)
}
