package hostile

import "bytes"

// cmykJPEG writes the red disc as a baseline JPEG of four components. Every block of 8 × 8
// pixels has one colour, so each is one DC coefficient: the smallest encoder there is.
//
// With adobe, values are inverted and the APP14 marker says so, as Photoshop does.
func cmykJPEG(adobe bool) []byte {
	var b bytes.Buffer
	b.Write([]byte{0xff, 0xd8})
	if adobe {
		b.Write([]byte{0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0})
	}
	// Quantisation by 1: the DC coefficient is 8 × (value − 128).
	b.Write([]byte{0xff, 0xdb, 0, 67, 0})
	b.Write(bytes.Repeat([]byte{1}, 64))
	b.Write([]byte{0xff, 0xc0, 0, 20, 8, 0, side, 0, side, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0})
	// DC: 12 categories, all with codes of 4 bits. AC: only "end of block", code 0.
	b.Write([]byte{0xff, 0xc4, 0, 31, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	b.Write([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
	b.Write([]byte{0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	b.Write([]byte{0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0})
	b.Write(cmykScan(adobe))
	b.Write([]byte{0xff, 0xd9})
	return b.Bytes()
}

// cmykScan codes the blocks row by row, the four components of each block together.
func cmykScan(inverted bool) []byte {
	w := &jpegBits{}
	var before [4]int
	for y := 4; y < side; y += 8 {
		for x := 4; x < side; x += 8 {
			ink := [4]int{0, 0, 0, 0}
			if inDisc(x, y) {
				ink = [4]int{0, 240, 230, 20} // seal red
			}
			for i, v := range ink {
				if inverted {
					v = 255 - v
				}
				dc := 8 * (v - 128)
				w.dc(dc - before[i])
				before[i] = dc
				w.put(0, 1) // end of block
			}
		}
	}
	return w.flush()
}

// jpegBits writes entropy-coded data, highest bit first, with stuffed zero bytes.
type jpegBits struct {
	out  []byte
	acc  uint
	have uint
}

func (w *jpegBits) put(v, n uint) {
	for i := int(n) - 1; i >= 0; i-- {
		w.acc = w.acc<<1 | v>>uint(i)&1
		if w.have++; w.have == 8 {
			w.out = append(w.out, byte(w.acc))
			if byte(w.acc) == 0xff {
				w.out = append(w.out, 0)
			}
			w.acc, w.have = 0, 0
		}
	}
}

// dc writes a difference: its category, then its bits; negative ones are stored less one.
func (w *jpegBits) dc(diff int) {
	size, v := uint(0), diff
	for a := max(diff, -diff); a > 0; a >>= 1 {
		size++
	}
	if diff < 0 {
		v = diff + 1<<size - 1
	}
	w.put(size, 4)
	w.put(uint(v), size)
}

func (w *jpegBits) flush() []byte {
	for w.have != 0 {
		w.put(1, 1)
	}
	return w.out
}
