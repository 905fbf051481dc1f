// Package checker reads the documents of an acceptance dossier (自主验收材料) and judges them.
//
// There are two steps, and each has a plain value between itself and the next. Reading is
// an Inspector: it takes the bytes of one PDF and returns an Inspection, the Facts (text,
// fields, seals, signatures, structure) with the pictures they refer to. It judges nothing.
// Judging is Prescreen (预审): it takes an Input, which is what is known of the project
// together with the facts of each document, applies the Rego rules, and returns a Report
// of findings. It reads nothing.
//
//	in, err := inspector.Inspect(ctx, checker.Source{Name: name, Data: data}, options, onPage)
//	…
//	input := dossier.Input()
//	input.Documents = append(input.Documents, checker.Document{Slug: slug, Facts: in.Facts})
//	…
//	report, err := checker.Prescreen(ctx, rules, input)
//
// A PDF is hostile until shown otherwise: run an Inspector only inside a child of
// checker/cell, as cmd/lianshen does. What could not be read stays visible as such all the
// way to the report, where it is undetermined and never passed.
//
// The JSON forms of Facts, Input and Report are contracts with a version in their schema
// member; checker/schema holds the schemas. All boxes are in points of the page as it is
// displayed, origin top-left.
//
// Start reading at Inspector.Inspect for the facts and at Prescreen for the judgement.
package checker
