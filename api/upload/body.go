package upload

import (
	"bytes"
	"errors"
	"io"

	"github.com/gofiber/fiber/v2"

	"lianshen/internal/errs"
)

// body is the body of a request as it streams in, with what became of it.
type body struct {
	from io.Reader
	left int64 // bytes that the request has announced; below zero it has announced none
	done bool  // to its end, or broken: nothing more is to be read
}

func (b *body) Read(p []byte) (int, error) {
	if b.done {
		return 0, io.EOF // a chunked body has no end that could be read twice
	}
	n, err := b.from.Read(p)
	b.done = err != nil
	if b.left >= 0 {
		if b.left -= int64(n); b.left > 0 && errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF // fasthttp takes a line that was cut for the end of the body
		}
	}
	return n, err
}

const bodyKey = "upload.body"

// Body is the body of a request as it streams in, the same one whoever asks.
func Body(f *fiber.Ctx) io.Reader {
	if b, ok := f.Locals(bodyKey).(*body); ok {
		return b
	}
	b := &body{left: int64(f.Request().Header.ContentLength())}
	if b.from = f.Context().RequestBodyStream(); b.from == nil {
		b.from = bytes.NewReader(f.Body())
	}
	f.Locals(bodyKey, b)
	return b
}

// rest is how much of a body that nobody wants is read all the same: browsers show an answer
// only when they could send all that they had to say.
const rest = 8 << 20

// Finish reads what a handler has left of a body, or has the connection closed behind the answer:
// what was not read would be taken for the next request.
func Finish(f *fiber.Ctx) {
	if f.Context().RequestBodyStream() == nil {
		return
	}
	b := Body(f)
	n, err := io.Copy(io.Discard, io.LimitReader(b, rest))
	if n == rest || err != nil {
		f.Context().SetConnectionClose()
	}
}

// ErrLength says that a body was sent without its length: a line that is cut between two chunks
// looks like its end then, and half a file would be taken for a whole one.
var ErrLength = errs.New(errs.Usage, "upload.length",
	errs.Text{ZH: "请求未说明文件长度", EN: "the request does not say how long the file is"},
	errs.Text{ZH: "请以 Content-Length 说明长度，或使用断点续传接口", EN: "say so in Content-Length, or use the uploads that can be resumed"})

// Announced gives ErrLength for a body of unknown length.
func Announced(f *fiber.Ctx) error {
	if f.Request().Header.ContentLength() < 0 {
		return ErrLength
	}
	return nil
}
