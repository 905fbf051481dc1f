package seal

// What has four sides of ink and is no seal: tables, two-dimensional codes and their marks.

// ruled reports whether a straight line runs through the frame from side to side, as between
// the cells of a table. Across a long frame it may be the stroke of a character.
func (f *foundFrame) ruled() bool {
	const n = 48
	step := max(0.01, 1/min(f.a, f.b))
	for across := range 2 {
		if long := [2]float64{f.a, f.b}; long[across] > 1.4*long[1-across] {
			continue
		}
		run := 0
		for at := -0.62; at <= 0.62; at += step {
			hit := 0
			for i := range n {
				u, v := at, ((float64(i)+0.5)/n*2-1)*0.92
				if across == 1 {
					u, v = v, u
				}
				if x, y := f.at(u, v); f.ink.sample(x, y) > 2*inkFloor {
					hit++
				}
			}
			if hit >= n*94/100 {
				run++
			} else {
				run = 0
			}
			if run > 0 && float64(run)*step < 0.2 {
				return true
			}
		}
	}
	return false
}

// moated reports whether an empty zone parts the frame from what is inside it. The characters
// of a seal reach close to its frame; the marks of a code, a box with a sign in it do not.
func (f *foundFrame) moated() bool {
	const n = 40
	for depth := 0.45; depth <= 0.7; depth += 0.05 {
		hit := 0
		for i := range n {
			t := ((float64(i)+0.5)/n*2 - 1) * depth
			for _, at := range [][2]float64{{t, depth}, {t, -depth}, {depth, t}, {-depth, t}} {
				if x, y := f.at(at[0], at[1]); f.ink.sample(x, y) > 2*inkFloor {
					hit++
				}
			}
		}
		if hit < 4*n*3/100 {
			return true
		}
	}
	return false
}

// coded reports whether at least two corners bear the square marks of a QR code.
func (f *foundFrame) coded() bool {
	marks := 0
	for _, u := range []float64{-1, 1} {
		for _, v := range []float64{-1, 1} {
			if f.markedCorner(u, v) {
				marks++
			}
		}
	}
	return marks >= 2
}

// markedCorner looks from one corner along both sides for runs of ink and paper of the
// lengths 1:1:3:1:1, at a few depths.
func (f *foundFrame) markedCorner(u, v float64) bool {
	for depth := 0.1; depth <= 0.36; depth += 0.03 {
		along, down := f.runs(u, v, depth, false), f.runs(u, v, depth, true)
		if finder(along) && finder(down) {
			return true
		}
	}
	return false
}

// runs returns the lengths of the first runs of ink, paper, ink … from a side at the corner
// (u, v) on, in half sides.
func (f *foundFrame) runs(u, v, depth float64, down bool) (out [5]float64) {
	const step = 0.01
	at, ink := 0, false
	for s := -0.03; s < 1; s += step {
		p, q := u*(1-s), v*(1-depth)
		if down {
			p, q = u*(1-depth), v*(1-s)
		}
		x, y := f.at(p, q)
		is := f.ink.sample(x, y) > 2*inkFloor
		if at == 0 && !ink && !is {
			continue // not begun
		}
		if at == 0 && !ink {
			ink = true
		}
		if is != ink {
			ink = is
			if at++; at == len(out) {
				break
			}
		}
		out[at] += step
	}
	return out
}

// finder reports whether runs are as 1:1:3:1:1.
func finder(r [5]float64) bool {
	unit := (r[0] + r[1] + r[2] + r[3] + r[4]) / 7
	if unit < 0.02 {
		return false
	}
	for i, want := range [5]float64{1, 1, 3, 1, 1} {
		if d := r[i]/unit - want; d > 0.75 || d < -0.75 {
			return false
		}
	}
	return true
}

// mostOpen is how many of the eight ends of its sides may go on beyond the frame: another
// impression or a line may touch it. Of a cell of a table at least four do.
const mostOpen = 2

// open counts the ends of sides at which the line goes on beyond the corner.
func (f *foundFrame) open() (n int) {
	for side := range 4 {
		for _, end := range []float64{-1, 1} {
			if f.goesOn(side, end) {
				n++
			}
		}
	}
	return n
}

// goesOn reports whether a side's line is seen from its corner on for a seventh of the frame.
func (f *foundFrame) goesOn(side int, end float64) bool {
	const n = 8
	hit := 0
	for i := range n {
		if f.lineAt(side, end*(1.05+0.15*float64(i)/n)) {
			hit++
		}
	}
	return hit >= n-2
}
