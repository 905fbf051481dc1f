package ocr

import (
	"image"
	"slices"
)

// mask marks pixels of a reduced page; label says which region each belongs to, 0 for none.
type mask struct {
	w, h  int
	set   []bool
	label []int32
}

// region is a connected part of a mask: its box and its label.
type region struct {
	image.Rectangle
	name int32
}

// photoSized reports whether a region has the size, shape and place of a photo on a page of
// w × h pixels.
func (r region) photoSized(w, h int) bool {
	width, height := float64(r.Dx()), float64(r.Dy())
	share := width * height / float64(w*h)
	inside := image.Rect(photoEdge, photoEdge, w-photoEdge, h-photoEdge)
	return r.In(inside) && share >= leastPhoto && share <= mostPhoto && max(width/height, height/width) <= longestPhoto
}

// regions returns the parts of m that hang together (4-connected), in the order of their
// first pixel from the top.
func (m *mask) regions() []region {
	m.label = make([]int32, len(m.set))
	var out []region
	for i, set := range m.set {
		if set && m.label[i] == 0 {
			out = append(out, m.trace(i, int32(len(out)+1)))
		}
	}
	return out
}

// trace labels the region that holds pixel first and returns its box.
func (m *mask) trace(first int, name int32) region {
	box := image.Rectangle{Min: image.Pt(m.w, m.h)}
	m.label[first] = name
	for stack := []int{first}; len(stack) > 0; {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		x, y := i%m.w, i/m.w
		box.Min.X, box.Min.Y = min(box.Min.X, x), min(box.Min.Y, y)
		box.Max.X, box.Max.Y = max(box.Max.X, x+1), max(box.Max.Y, y+1)
		m.push(&stack, name, x-1, y)
		m.push(&stack, name, x+1, y)
		m.push(&stack, name, x, y-1)
		m.push(&stack, name, x, y+1)
	}
	return region{box, name}
}

func (m *mask) push(stack *[]int, name int32, x, y int) {
	if x < 0 || y < 0 || x >= m.w || y >= m.h {
		return
	}
	if i := y*m.w + x; m.set[i] && m.label[i] == 0 {
		m.label[i] = name
		*stack = append(*stack, i)
	}
}

// filled is the share of its box that a region covers. Holes count as covered: in each row
// all from the first to the last pixel, as far as the columns agree.
func (m *mask) filled(r region) float64 {
	top, bottom := make([]int, r.Dx()), make([]int, r.Dx())
	for i := range top {
		top[i] = r.Max.Y
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x, l := range m.row(r, y) {
			if l == r.name {
				top[x], bottom[x] = min(top[x], y), y
			}
		}
	}
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := m.row(r, y)
		first, last := slices.Index(row, r.name), len(row)-1
		for last > first && row[last] != r.name {
			last--
		}
		for x := max(first, 0); x <= last; x++ {
			if y >= top[x] && y <= bottom[x] {
				n++
			}
		}
	}
	return float64(n) / float64(r.Dx()*r.Dy())
}

// row is row y of the labels in the box of r.
func (m *mask) row(r region, y int) []int32 { return m.label[y*m.w+r.Min.X : y*m.w+r.Max.X] }
