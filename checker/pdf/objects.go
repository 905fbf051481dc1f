package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// maxVisited bounds the objects that are looked at, direct ones included.
const maxVisited = 4_000_000

// objects is what a walk over everything reachable from the catalogue found.
type objects struct {
	table       *model.XRefTable
	active      map[string]bool
	attachments int
	fields      int
	signed      []signedField
	complete    bool
}

// disableConfigDir keeps pdfcpu from writing a configuration into the home directory.
var disableConfigDir = sync.OnceFunc(api.DisableConfigDir)

// configuration of pdfcpu for bytes nobody vouches for: offline, and bounded.
func configuration(l Limits) *model.Configuration {
	disableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.Offline = true
	conf.ValidationMode = model.ValidationRelaxed
	conf.Limits.MaxStreamBytes = l.MaxBytes
	conf.Limits.MaxDecodeBytes = l.MaxDecodedBytes
	conf.Limits.MaxObjectCount = l.MaxObjects
	conf.Limits.MaxXRefEntries = l.MaxObjects
	conf.Limits.MaxObjectStreamCount = 100_000
	return conf
}

// readObjects walks the objects of the file. What pdfcpu cannot read is read again from a
// copy that pdfium wrote: what readers can show, rules can judge. Repaired says so.
func (d *Document) readObjects(ctx context.Context) (found *objects, repaired bool, err error) {
	found, err = parse(ctx, d.data, d.limits, walkFile)
	if err == nil || ctx.Err() != nil {
		return found, false, err
	}
	data, copyErr := d.rewritten(ctx)
	if copyErr != nil {
		return nil, true, errors.Join(err, copyErr)
	}
	found, err = parse(ctx, data, d.limits, walkFile)
	return found, true, err
}

// parse runs f, which calls pdfcpu, and returns when ctx ends even if pdfcpu does not
// notice; any failure, panics too, is an error.
func parse[T any](ctx context.Context, data []byte, l Limits, f func(context.Context, []byte, Limits) (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if p := recover(); p != nil {
				o.err = fmt.Errorf("pdfcpu: %v", p)
			}
			done <- o
		}()
		o.value, o.err = f(ctx, data, l)
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

// walkFile reads the file with pdfcpu and visits everything reachable in it.
func walkFile(ctx context.Context, data []byte, limits Limits) (*objects, error) {
	file, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(data), configuration(limits))
	if err != nil {
		return nil, fmt.Errorf("pdfcpu: %w", err)
	}
	if file.Root == nil {
		return nil, errors.New("pdfcpu: no catalogue")
	}
	o := &objects{table: file.XRefTable, active: map[string]bool{}}
	o.complete = o.walk(ctx, *file.Root)
	o.collectFields()
	return o, nil
}

// walk visits everything reachable from root once, in no fixed order and without
// recursion. It reports whether it saw it all.
func (o *objects) walk(ctx context.Context, root types.Object) bool {
	seen := map[int]bool{}
	stack := []types.Object{root}
	complete := true
	for visited := 0; len(stack) > 0; visited++ {
		if visited > maxVisited || visited&0xfff == 0 && ctx.Err() != nil {
			return false
		}
		next := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if ref, ok := next.(types.IndirectRef); ok {
			number := ref.ObjectNumber.Value()
			if seen[number] {
				continue
			}
			seen[number] = true
		}
		object, err := o.table.Dereference(next)
		if err != nil {
			complete = false
			continue
		}
		stack = o.children(object, stack)
	}
	return complete
}

// children notes what object is and pushes what it holds.
func (o *objects) children(object types.Object, stack []types.Object) []types.Object {
	switch v := object.(type) {
	case types.Dict:
		o.noteActive(v)
		for _, child := range v {
			stack = pushable(stack, child)
		}
	case types.StreamDict:
		return o.children(v.Dict, stack)
	case types.ObjectStreamDict:
		return o.children(v.Dict, stack)
	case types.Array:
		for _, child := range v {
			stack = pushable(stack, child)
		}
	}
	return stack
}

// pushable leaves out numbers, names and strings, which hold nothing.
func pushable(stack []types.Object, object types.Object) []types.Object {
	switch object.(type) {
	case types.Dict, types.StreamDict, types.ObjectStreamDict, types.Array, types.IndirectRef:
		return append(stack, object)
	}
	return stack
}

// dict resolves object to a dictionary, nil when it is none.
func (o *objects) dict(object types.Object) types.Dict {
	resolved, err := o.table.Dereference(object)
	if err != nil {
		return nil
	}
	switch v := resolved.(type) {
	case types.Dict:
		return v
	case types.StreamDict:
		return v.Dict
	}
	return nil
}

// array resolves object to an array, nil when it is none.
func (o *objects) array(object types.Object) types.Array {
	resolved, err := o.table.Dereference(object)
	if err != nil {
		return nil
	}
	a, _ := resolved.(types.Array)
	return a
}

// text resolves object to a text string, "" when it is none.
func (o *objects) text(object types.Object) string {
	s, err := o.table.DereferenceText(object)
	if err != nil {
		return ""
	}
	return clean(s)
}
