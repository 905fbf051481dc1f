package pdf

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// maxFieldDepth bounds the nesting of form fields.
const maxFieldDepth = 32

// signedField is a signature field with a value, and where its widget lies.
type signedField struct {
	name  string
	value types.Dict
	page  int        // from 1; 0 when no page shows it
	rect  [4]float64 // user space
	owner types.Dict // the dictionary whose /V the value is
}

// collectFields counts the form fields and gathers the signed ones.
func (o *objects) collectFields() {
	root := o.dict(*o.table.Root)
	form := o.dict(root["AcroForm"])
	w := fieldWalk{objects: o, pages: o.widgetPages(root), seen: map[int]bool{}}
	for _, field := range o.array(form["Fields"]) {
		w.visit(field, inherited{}, 0)
	}
	for _, widget := range w.pages.signatures {
		w.visit(widget, inherited{}, 0) // fields that the form forgot to list
	}
}

// fieldWalk goes down the tree of form fields.
type fieldWalk struct {
	*objects
	pages widgetPages
	seen  map[int]bool
}

// inherited is what a field takes from its parents.
type inherited struct {
	name  string
	kind  string // /FT
	owner types.Dict
}

// visit counts terminal fields. Name, type and value come down from the parents.
func (w *fieldWalk) visit(object types.Object, from inherited, depth int) {
	number := objectNumber(object)
	if number > 0 && w.seen[number] || depth > maxFieldDepth {
		return
	}
	w.seen[number] = true
	d := w.dict(object)
	if d == nil {
		return
	}
	from = w.inherit(from, d)
	kids := w.array(d["Kids"])
	if w.haveFields(kids) {
		for _, kid := range kids {
			w.visit(kid, from, depth+1)
		}
		return
	}
	w.fields++
	if v := w.dict(from.owner["V"]); from.kind == "Sig" && v != nil {
		w.addSigned(signedField{name: from.name, value: v, owner: from.owner}, object, kids)
	}
}

// inherit adds what d says itself.
func (w *fieldWalk) inherit(from inherited, d types.Dict) inherited {
	if t := w.text(d["T"]); t != "" {
		from.name = joinName(from.name, t)
	}
	if own := name(d, "FT"); own != "" {
		from.kind = own
	}
	if d["V"] != nil {
		from.owner = d
	}
	return from
}

// haveFields reports whether kids are fields of their own rather than widgets of one.
func (w *fieldWalk) haveFields(kids types.Array) bool {
	for _, kid := range kids {
		if d := w.dict(kid); d["T"] != nil || d["Kids"] != nil {
			return true
		}
	}
	return false
}

// addSigned finds the widget that shows a signature: the field itself or one of its kids.
func (w *fieldWalk) addSigned(s signedField, field types.Object, kids types.Array) {
	for _, widget := range append(types.Array{field}, kids...) {
		number := objectNumber(widget)
		if number > 0 {
			w.seen[number] = true
		}
		if page, ok := w.pages.of[number]; ok && s.page == 0 {
			s.page, s.rect = page, w.rect(w.dict(widget)["Rect"])
		}
	}
	w.signed = append(w.signed, s)
}

// rect reads four numbers, zeros when there are none.
func (o *objects) rect(object types.Object) (r [4]float64) {
	a := o.array(object)
	if len(a) != 4 {
		return r
	}
	for i := range r {
		v, err := o.table.DereferenceNumber(a[i])
		if err != nil {
			return [4]float64{}
		}
		r[i] = v
	}
	return r
}

func objectNumber(object types.Object) int {
	if ref, ok := object.(types.IndirectRef); ok {
		return ref.ObjectNumber.Value()
	}
	return 0
}

func joinName(path, part string) string {
	if path == "" {
		return part
	}
	return path + "." + part
}
