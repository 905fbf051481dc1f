package notice

import (
	"bytes"
	"fmt"
	"strings"
)

// FlowDoc writes the transition table for people: a diagram and a table a flow. A flow of
// one state has no diagram.
func (n *Notice) FlowDoc() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# 流转规则 / The workflow\n\n")
	fmt.Fprintf(&b, "Written from `flows` of `%s.yaml` (%s) by `go generate ./policies`; change that file, not this one.\n", n.ID, n.Number)
	for i := range n.Flows {
		n.Flows[i].doc(&b, n)
	}
	return b.Bytes()
}

func (f *Flow) doc(b *bytes.Buffer, n *Notice) {
	fmt.Fprintf(b, "\n## %s / %s\n", f.Name.ZH, f.Name.EN)
	if len(f.States) > 1 {
		f.diagram(b)
	}
	fmt.Fprintf(b, "\n| 流转 | move | from | to | by | step |\n|---|---|---|---|---|---|\n")
	for _, m := range f.Moves {
		to := m.To
		if to == "" {
			to = "(same)"
		}
		fmt.Fprintf(b, "| %s | `%s` | %s | %s | %s | %s |\n", m.Name.ZH, m.Move, strings.Join(m.From, ", "), to, n.actors(m), m.Step)
	}
}

func (f *Flow) diagram(b *bytes.Buffer) {
	fmt.Fprintf(b, "\n```mermaid\nstateDiagram-v2\n")
	for _, s := range f.States {
		fmt.Fprintf(b, "  %s: %s (%s)\n", s.State, s.Name.ZH, s.State)
	}
	for _, m := range f.Moves {
		for _, from := range m.starts() {
			if m.To != "" {
				fmt.Fprintf(b, "  %s --> %s: %s\n", from, m.To, m.Name.ZH)
			}
		}
	}
	for _, s := range f.States {
		if f.final(s.State) {
			fmt.Fprintf(b, "  %s --> [*]\n", s.State)
		}
	}
	fmt.Fprintf(b, "```\n")
}

// starts are the ends of the arrows; [*] is where a diagram begins.
func (m *Move) starts() []string {
	if len(m.From) == 0 {
		return []string{"[*]"}
	}
	return m.From
}

// final reports whether no move leaves the state.
func (f *Flow) final(state string) bool {
	for _, m := range f.Moves {
		for _, from := range m.From {
			if from == state && m.To != "" {
				return false
			}
		}
	}
	return true
}

func (n *Notice) actors(m Move) string {
	if m.When != "" {
		return fmt.Sprintf("the program, on `%s`", m.When)
	}
	names := make([]string, len(m.By))
	for i, role := range m.By {
		names[i] = n.Person(role).Name.ZH
	}
	return strings.Join(names, "、")
}
