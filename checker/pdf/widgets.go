package pdf

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// maxPageNodes bounds the walk over the page tree.
const maxPageNodes = 100_000

// widgetPages says on which page each annotation lies.
type widgetPages struct {
	of         map[int]int // object number of the annotation → page from 1
	signatures []types.Object
}

// widgetPages walks the page tree in order, each node once.
func (o *objects) widgetPages(root types.Dict) widgetPages {
	found := widgetPages{of: map[int]int{}}
	seen := map[int]bool{}
	stack := []types.Object{root["Pages"]}
	for page, visited := 0, 0; len(stack) > 0 && visited < maxPageNodes; visited++ {
		node := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		number := objectNumber(node)
		d := o.dict(node)
		if d == nil || seen[number] && number > 0 {
			continue
		}
		seen[number] = true
		if kids := o.array(d["Kids"]); kids != nil {
			for i := len(kids) - 1; i >= 0; i-- {
				stack = append(stack, kids[i])
			}
			continue
		}
		page++
		o.noteAnnotations(d, page, &found)
	}
	return found
}

func (o *objects) noteAnnotations(page types.Dict, number int, found *widgetPages) {
	for _, a := range o.array(page["Annots"]) {
		if n := objectNumber(a); n > 0 {
			if _, ok := found.of[n]; !ok {
				found.of[n] = number
			}
		}
		if d := o.dict(a); name(d, "Subtype") == "Widget" && name(d, "FT") == "Sig" {
			found.signatures = append(found.signatures, a)
		}
	}
}
