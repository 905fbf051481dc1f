package cell

import (
	"context"
	"encoding/json"
	"fmt"
)

// Operation is one kind of work that children do. It returns what Pool.Do hands back as
// JSON. An *errs.Error arrives at the parent with code and words intact, any other error
// with its text only. A panic ends the child and is reported as ErrCrashed.
//
// Long work must give a sign of life (any method of out) at least once a Limits.Page.
type Operation func(ctx context.Context, req Request, out Emitter) (any, error)

// Request is what an Operation works on.
type Request struct {
	// Payload is the JSON of what the caller of Pool.Do passed.
	Payload json.RawMessage
	// File holds the untrusted bytes; nil when none were passed.
	File []byte
}

// Decode stores the payload in v, which is left as it is when there is none.
func (r Request) Decode(v any) error {
	if len(r.Payload) == 0 {
		return nil
	}
	if err := json.Unmarshal(r.Payload, v); err != nil {
		return fmt.Errorf("decode payload: %w", err)
	}
	return nil
}

// Emitter sends what is ready to the parent while the operation still runs. It is safe for
// concurrent use. Errors mean that the parent is gone or an output limit was reached.
type Emitter interface {
	// Emit sends v as JSON under a name that the two sides agree on.
	Emit(name string, v any) error
	// Blob sends bytes, such as an evidence picture, and returns their SHA-256 in hex.
	Blob(data []byte) (sha256 string, err error)
	// Progress is a sign of life. It costs little and may be called often.
	Progress()
}

// Registry collects the operations of a child.
type Registry struct {
	operations map[string]Operation
	retire     func() bool
}

// RetireWhen has the child end after a request, and be replaced, when worn answers true: an
// engine may hold a call that cannot be interrupted.
func (r *Registry) RetireWhen(worn func() bool) { r.retire = worn }

// Handle registers op under name. A name may be used once; registering it again panics.
func (r *Registry) Handle(name string, op Operation) {
	if _, taken := r.operations[name]; taken {
		panic(fmt.Sprintf("cell: operation %q is registered twice", name))
	}
	if r.operations == nil {
		r.operations = map[string]Operation{}
	}
	r.operations[name] = op
}
