package notice

import (
	"fmt"
	"slices"

	"lianshen/internal/errs"
)

// Flow (流转规则) is the life of one kind of subject: its states, and who may move it.
type Flow struct {
	Subject string      `json:"subject"`
	Name    errs.Text   `json:"name"`
	States  []FlowState `json:"states"`
	Moves   []Move      `json:"moves"`
}

// FlowState (状态) is a state with its name.
type FlowState struct {
	State string    `json:"state"`
	Name  errs.Text `json:"name"`
}

// Move (流转) is what one act does to the state of its subject.
type Move struct {
	Move string    `json:"move"`
	Name errs.Text `json:"name"`
	// From are the states in which it may be made; empty when it creates the subject.
	From []string `json:"from,omitempty"`
	// To is the state that follows; "" leaves the state as it is.
	To string `json:"to,omitempty"`
	// By are the roles that may make it; empty when it is made by the program.
	By []string `json:"by,omitempty"`
	// When is what has the program make it, "" for moves of people.
	When When `json:"when,omitempty"`
	// Step is the step of the review (正文三) that the move is part of, "" for none.
	Step Step `json:"step,omitempty"`
}

// When is an occasion on which the program itself makes a move.
type When string

// Occasions.
const (
	Overdue       When = "overdue"     // 逾期: the review period has ended
	OtherCalendar When = "calendar"    // the data that a period was counted by have changed
	FirstData     When = "first_data"  // 首次收到数据
	Reminder      When = "reminder"    // 催办: a day draws near
	Release       When = "release"     // other rules come into force
	Uploaded      When = "uploaded"    // a file was uploaded and waits to be read
	Judged        When = "judged"      // documents were read and are judged
	EmptyStore    When = "empty_store" // nobody is there yet who could grant a role
	Visitor       When = "visitor"     // 访客: somebody who is not signed in signs up, or opens a one-time link
)

// Step (审核步骤) is one of the two steps of a review.
type Step string

// Steps.
const (
	HandlerStep Step = "handler" // 经办人审核
	LeaderStep  Step = "leader"  // 分局领导审核
)

// Flow returns the flow of a subject, nil when the notice has none.
func (n *Notice) Flow(subject string) *Flow {
	i := slices.IndexFunc(n.Flows, func(f Flow) bool { return f.Subject == subject })
	if i < 0 {
		return nil
	}
	return &n.Flows[i]
}

// Find returns the move of a name, nil when the flow has none.
func (f *Flow) Find(move string) *Move {
	i := slices.IndexFunc(f.Moves, func(m Move) bool { return m.Move == move })
	if i < 0 {
		return nil
	}
	return &f.Moves[i]
}

// StateName returns the name of a state, the state itself when it has none.
func (f *Flow) StateName(state string) errs.Text {
	for _, s := range f.States {
		if s.State == state {
			return s.Name
		}
	}
	return errs.Text{ZH: state, EN: state}
}

// Begins reports whether the move may be made in the state; "" is that of a subject to come.
func (m *Move) Begins(state string) bool {
	if len(m.From) == 0 {
		return state == ""
	}
	return slices.Contains(m.From, state)
}

// Waits reports whether the state is one that the occasion ends: the clock of the review
// runs in the states that wait for Overdue.
func (f *Flow) Waits(state string, w When) bool {
	return slices.ContainsFunc(f.Moves, func(m Move) bool { return m.When == w && slices.Contains(m.From, state) })
}

// subjects that the workflow knows; each needs its flow.
var subjects = []string{"person", "enterprise", "town", "rules", "calendar", "project", "application", "invitation", "signup", "role"}

func (n *Notice) checkFlows() error {
	names, roles, lines := make([]string, len(n.Flows)), make([]string, len(n.People)), make([]string, len(n.Sheet))
	for i, f := range n.Flows {
		names[i] = f.Subject
	}
	for i, p := range n.People {
		roles[i] = p.Role
	}
	for i, l := range n.Sheet {
		lines[i] = l.Line
	}
	if dup := repeated(names); dup != "" {
		return fmt.Errorf("flow %q stands twice", dup)
	}
	if err := known(names, subjects); err != nil {
		return fmt.Errorf("flows: %w", err)
	}
	if dup := repeated(lines); dup != "" {
		return fmt.Errorf("sheet: %q stands twice", dup)
	}
	if rest := slices.DeleteFunc(slices.Clone(n.Sheet), func(l SheetLine) bool { return !l.Rest }); len(rest) != 1 {
		return fmt.Errorf("sheet: %d lines for the rest, not one", len(rest))
	}
	if !slices.ContainsFunc(n.Kinds, func(k Kind) bool { return k.Stage == n.Filing.Stage }) {
		return fmt.Errorf("filing: no document is of stage %d", n.Filing.Stage)
	}
	for i := range n.Flows {
		if err := n.Flows[i].check(roles); err != nil {
			return fmt.Errorf("flow %s: %w", n.Flows[i].Subject, err)
		}
	}
	return nil
}

func (f *Flow) check(roles []string) error {
	states := make([]string, len(f.States))
	for i, s := range f.States {
		states[i] = s.State
	}
	if dup := repeated(states); dup != "" {
		return fmt.Errorf("state %q stands twice", dup)
	}
	for i, m := range f.Moves {
		if slices.ContainsFunc(f.Moves[:i], func(o Move) bool { return o.Move == m.Move }) {
			return fmt.Errorf("move %q stands twice", m.Move)
		}
		used := slices.Clone(m.From)
		if m.To != "" {
			used = append(used, m.To)
		}
		if err := known(states, used); err != nil {
			return fmt.Errorf("move %q: %w", m.Move, err)
		}
		if err := known(roles, m.By); err != nil {
			return fmt.Errorf("move %q: %w", m.Move, err)
		}
	}
	return f.checkReach(states)
}

// checkReach finds a state that no chain of moves leads to.
func (f *Flow) checkReach(states []string) error {
	reached := map[string]bool{}
	for grown := true; grown; {
		grown = false
		for _, m := range f.Moves {
			begins := len(m.From) == 0 || slices.ContainsFunc(m.From, func(s string) bool { return reached[s] })
			if begins && m.To != "" && !reached[m.To] {
				reached[m.To], grown = true, true
			}
		}
	}
	for _, s := range states {
		if !reached[s] {
			return fmt.Errorf("state %q cannot be reached", s)
		}
	}
	return nil
}
