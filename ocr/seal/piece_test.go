package seal

import "testing"

func TestWithoutKeepsRingsAndDropsLetters(t *testing.T) {
	p := newPlane(60, 40)
	line := func(x0, x1, y int) {
		for x := x0; x < x1; x++ {
			p.pix[y*p.w+x] = 200
		}
	}
	line(5, 10, 5)  // a letter
	line(5, 45, 20) // a piece of a ring, with a letter that touches it
	line(20, 24, 21)
	got := p.without(12)
	if got.at(7, 5) != 0 {
		t.Error("a letter is kept")
	}
	for _, x := range []int{5, 30, 44} {
		if got.at(x, 20) != 200 {
			t.Errorf("the long piece lost column %d", x)
		}
	}
	if got.at(22, 21) != 200 {
		t.Error("what touches the long piece is gone")
	}
	if p.at(7, 5) != 200 {
		t.Error("the plane itself was changed")
	}
}
