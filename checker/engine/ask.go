package engine

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"

	"lianshen/checker/engine/plan"
)

// said is what one topic says.
type said struct {
	findings []Finding
	skipped  map[subject]bool
	err      error
}

// judge evaluates the topics side by side; the result has their order.
func (e *Engine) judge(ctx context.Context, in *input) []said {
	out := make([]said, len(e.topics))
	var wg sync.WaitGroup
	var taken atomic.Int32
	for range min(runtime.GOMAXPROCS(0), len(e.topics)) {
		wg.Go(func() {
			run, end := e.start(ctx, in)
			defer end()
			for i := int(taken.Add(1)) - 1; i < len(out); i = int(taken.Add(1)) - 1 {
				out[i] = e.say(ctx, e.topics[i], in, run)
			}
		})
	}
	wg.Wait()
	return out
}

// start begins a run of the program that ends with the context; nil where there is no program.
func (e *Engine) start(ctx context.Context, in *input) (run *plan.Run, end func()) {
	if e.program == nil {
		return nil, func() {}
	}
	cancel := topdown.NewCancel()
	stop := context.AfterFunc(ctx, cancel.Cancel)
	run = e.program.Start(ctx, in.value, in.parts, cancel)
	return run, func() {
		stop()
		run.Close()
	}
}

// say has the program say what a topic says. Where it cannot, OPA is asked, so that a rule
// that fails concerns its topic alone.
func (e *Engine) say(ctx context.Context, t topic, in *input, run *plan.Run) said {
	if err := ctx.Err(); err != nil {
		return said{err: err}
	}
	if run == nil {
		return e.ask(ctx, t, in)
	}
	deny, err := run.Ask(t.deny)
	var notApplicable ast.Value
	if err == nil && t.notApplicable != "" {
		notApplicable, err = run.Ask(t.notApplicable)
	}
	if err != nil {
		return e.ask(ctx, t, in)
	}
	return e.read(t, deny, notApplicable)
}

// ask has OPA evaluate a topic.
func (e *Engine) ask(ctx context.Context, t topic, in *input) said {
	value, err := in.whole()
	if err != nil {
		return said{err: err}
	}
	rs, err := t.query.Eval(ctx, rego.EvalParsedInput(value), rego.EvalGenerateJSON(asItIs))
	switch {
	case ctx.Err() != nil:
		return said{err: ctx.Err()}
	case err != nil:
		return said{err: err}
	case len(rs) != 1:
		return said{err: fmt.Errorf("%d results instead of one", len(rs))}
	}
	deny, _ := rs[0].Bindings["deny"].(ast.Value)
	notApplicable, _ := rs[0].Bindings["not_applicable"].(ast.Value)
	return e.read(t, deny, notApplicable)
}

// asItIs keeps OPA from turning values into Go's: the answers of plans are values, too.
func asItIs(t *ast.Term, _ *rego.EvalContext) (any, error) { return t.Value, nil }

func (e *Engine) read(t topic, deny, notApplicable ast.Value) said {
	findings, err := e.findings(deny)
	if err != nil {
		return said{err: err}
	}
	skipped, err := skips(t.Name, notApplicable)
	return said{findings, skipped, err}
}

func (e *Engine) findings(deny ast.Value) ([]Finding, error) {
	found, err := decodeFindings(deny)
	if err != nil {
		return nil, err
	}
	out := make([]Finding, len(found))
	for i, f := range found {
		rule := e.rule(f.Code)
		if rule == nil {
			return nil, fmt.Errorf("a finding has the unknown code %q", f.Code)
		}
		out[i] = rule.finding(f)
	}
	return out, nil
}
