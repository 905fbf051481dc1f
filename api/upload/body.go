package upload

import (
	"bytes"
	"io"

	"github.com/gofiber/fiber/v2"
)

// body is the body of a request as it streams in, with what became of it.
type body struct {
	from io.Reader
	done bool // to its end, or broken: nothing more is to be read
}

func (b *body) Read(p []byte) (int, error) {
	if b.done {
		return 0, io.EOF // a chunked body has no end that could be read twice
	}
	n, err := b.from.Read(p)
	b.done = err != nil
	return n, err
}

const bodyKey = "upload.body"

// Body is the body of a request as it streams in, the same one whoever asks.
func Body(f *fiber.Ctx) io.Reader {
	if b, ok := f.Locals(bodyKey).(*body); ok {
		return b
	}
	b := &body{}
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
