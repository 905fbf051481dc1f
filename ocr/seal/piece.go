package seal

// leastPiece is the size, as a share of the smallest seal's diameter, below which a connected
// piece of black ink is a letter and no part of a ring: some 6 mm.
const leastPiece = 0.17

// without returns p without its connected pieces whose boxes measure less than least pixels
// both ways. Body text goes; rings stay, whole or in pieces, as do the rules of tables.
func (p *plane) without(least float64) *plane {
	out := &plane{w: p.w, h: p.h, pix: append([]uint8(nil), p.pix...)}
	seen := make([]bool, len(p.pix))
	var piece []int32
	for i, v := range p.pix {
		if v <= 2*inkFloor || seen[i] {
			continue
		}
		piece = append(piece[:0], int32(i))
		seen[i] = true
		x0, x1, y0, y1 := i%p.w, i%p.w, i/p.w, i/p.w
		for n := 0; n < len(piece); n++ {
			x, y := int(piece[n])%p.w, int(piece[n])/p.w
			x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
			piece = p.neighbours(int(piece[n]), 1, seen, piece)
		}
		if float64(max(x1-x0, y1-y0)+1) < least {
			out.erase(piece)
		}
	}
	return out
}

// erase clears a piece and its faint rim.
func (p *plane) erase(piece []int32) {
	for _, i := range piece {
		x, y := int(i)%p.w, int(i)/p.w
		for v := max(0, y-1); v <= min(p.h-1, y+1); v++ {
			row := p.pix[v*p.w+max(0, x-1) : v*p.w+min(p.w, x+2)]
			clear(row)
		}
	}
}
