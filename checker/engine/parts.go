package engine

import (
	"encoding/binary"
	"hash/maphash"
	"math"
	"reflect"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// parts are what most of an input consists of and few rules look at: the lines of pages, and
// boxes. They are converted once a rule does look at them (plan.Parts).
type parts struct {
	seed  maphash.Seed
	mu    sync.Mutex
	pages map[ast.Var]*lines
}

// lines of a page, converted once.
type lines struct {
	of    reflect.Value
	once  sync.Once
	value ast.Value
}

func newParts() *parts { return &parts{seed: maphash.MakeSeed(), pages: map[ast.Var]*lines{}} }

// Names begin with what they name.
const (
	boxName   = 'b' // followed by the numbers
	linesName = 'l' // followed by a digest
)

// Part converts what was left for later.
func (p *parts) Part(name ast.Var) ast.Value {
	if name[0] == boxName {
		return boxNamed(string(name[1:]))
	}
	l := p.pages[name]
	l.once.Do(func() {
		l.value, _ = convert(l.of) // put saw that it has a JSON form
	})
	return l.value
}

// put leaves lines for later and returns their name: that of the same lines is the same.
func (p *parts) put(v reflect.Value) (ast.Var, error) {
	var digest maphash.Hash
	digest.SetSeed(p.seed)
	var err error
	buf := make([]byte, 0, 256)
	for i := range v.Len() {
		line := v.Index(i)
		for k := range line.NumField() {
			if buf, err = appendField(buf[:0], line.Field(k)); err != nil {
				return "", err
			}
			digest.Write(buf)
		}
	}
	name := ast.Var(binary.BigEndian.AppendUint64([]byte{linesName}, digest.Sum64()))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages[name] = &lines{of: v.Slice(0, v.Len())} // v itself may hold the next lines soon
	return name, nil
}

func appendField(to []byte, v reflect.Value) ([]byte, error) {
	switch v.Kind() {
	case reflect.String:
		to = binary.BigEndian.AppendUint64(to, uint64(v.Len()))
		return append(to, v.String()...), nil
	case reflect.Float64:
		return appendFloat(to, v.Float())
	default:
		return appendBox(to, v)
	}
}

// nameOfBox holds the numbers themselves.
func nameOfBox(box reflect.Value) (ast.Var, error) {
	var room [64]byte
	name, err := appendBox(append(room[:0], boxName), box)
	return ast.Var(name), err
}

func appendBox(to []byte, box reflect.Value) (out []byte, err error) {
	for i := range box.Len() {
		if to, err = appendFloat(to, box.Index(i).Float()); err != nil {
			return nil, err
		}
	}
	return to, nil
}

func appendFloat(to []byte, f float64) ([]byte, error) {
	return binary.BigEndian.AppendUint64(to, math.Float64bits(f)), finite(f)
}

func boxNamed(numbers string) ast.Value {
	c := converter{terms: make([]ast.Term, len(numbers)/8)}
	terms := make([]*ast.Term, len(numbers)/8)
	for i := range terms {
		f := math.Float64frombits(binary.BigEndian.Uint64([]byte(numbers[8*i : 8*i+8])))
		terms[i], _ = c.number(f) // finite, as appendFloat saw
	}
	return ast.NewArray(terms...)
}
