package hostile

import (
	"fmt"
	"strings"
)

// bombs are small files that unpack to very much.
func bombs() []Case {
	fails := Outcome{PageFails: true}
	return []Case{
		{Name: "flate-bomb-content", Note: "page content that unpacks to a petabyte through six layers of Flate", Bytes: bombContent, Want: fails},
		{Name: "flate-bomb-image", Note: "a picture that unpacks to a petabyte", Bytes: bombImage, Want: fails},
		{Name: "flate-bomb-objects", Note: "an object stream that unpacks to a petabyte", Bytes: bombObjects, Want: Outcome{Repaired: true, Incomplete: true, PageFails: true}},
		{Name: "text-flood", Note: "ten million characters on one page", Bytes: textFlood, Want: fails},
		{Name: "object-flood", Note: "a million rectangles on one page", Bytes: objectFlood, Want: fails},
		{Name: "huge-image-rgb", Note: "a colour picture of 30 000 × 30 000 pixels in a tiny file", Bytes: func() []byte { return hugeImage("/ColorSpace /DeviceRGB /BitsPerComponent 8") }, Want: fails},
		{Name: "huge-image-bits", Note: "a black-and-white picture of 30 000 × 30 000 pixels in a tiny file", Bytes: func() []byte { return hugeImage("/ColorSpace /DeviceGray /BitsPerComponent 1") }, Want: fails},
		{Name: "huge-image-fax", Note: "the same as fax", Bytes: hugeFax, Want: fails},
	}
}

// layers of compression; each multiplies by about 137.
const layers = 6

// Bomb returns data in the zlib format that unpacks to more than anybody can hold, to more
// zlib data layer by layer, and to zeros in the end.
func Bomb() []byte { return bomb(8000) }

// bomb returns data that starts to unpack to zeros and, layer by layer, goes on for longer
// than anybody waits. The end of the inner layers is never reached, so they need none.
func bomb(matches int) []byte {
	// Layer 1 as a pattern: a zlib header, then blocks of "repeat the last byte 258 times".
	head, period := repeat([]byte{0}, nil, 1, 8)
	for range layers - 2 {
		head, period = repeat(head, period, len(period), 8)
	}
	last, tail := repeat(head, period, len(period), 8)
	return append(last, []byte(strings.Repeat(string(tail), matches/8))...)
}

// repeat compresses head + period, period, period… It returns the start of the compressed
// stream and the bytes that then repeat: 8 matches of 258 bytes take a whole number of bytes.
func repeat(head, period []byte, distance, matches int) (start, again []byte) {
	w := &bitWriter{out: []byte{0x78, 0x9c}}
	w.bits(1, 1) // last block
	w.bits(1, 2) // fixed Huffman codes
	for _, b := range append(append([]byte{}, head...), period...) {
		w.literal(b)
	}
	// The first matches fill up to a byte; from then on the bytes repeat.
	for range matches {
		w.match258(distance)
	}
	from := len(w.out)
	for range matches {
		w.match258(distance)
	}
	return w.out[:from], w.out[from:]
}

// bitWriter writes DEFLATE (RFC 1951) with its fixed codes.
type bitWriter struct {
	out  []byte
	acc  uint32
	have uint
}

// bits appends the low n bits of v, lowest first.
func (w *bitWriter) bits(v uint32, n uint) {
	w.acc |= v << w.have
	for w.have += n; w.have >= 8; w.have -= 8 {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
	}
}

// code appends a Huffman code, highest bit first.
func (w *bitWriter) code(v uint32, n uint) {
	for i := int(n) - 1; i >= 0; i-- {
		w.bits(v>>uint(i)&1, 1)
	}
}

func (w *bitWriter) literal(b byte) {
	if b < 144 {
		w.code(0x30+uint32(b), 8)
		return
	}
	w.code(0x190+uint32(b)-144, 9)
}

// match258 repeats 258 bytes from distance back. Distances up to 16 are all that is needed.
func (w *bitWriter) match258(distance int) {
	w.code(0xc5, 8) // length code 285
	switch {
	case distance <= 4:
		w.code(uint32(distance-1), 5)
	case distance >= 13 && distance <= 16:
		w.code(7, 5)
		w.bits(uint32(distance-13), 2)
	default:
		panic(fmt.Sprintf("distance %d", distance))
	}
}

var flateLayers = "/Filter [" + strings.Repeat("/FlateDecode ", layers) + "]"

func bombContent() []byte {
	f := &File{}
	tree := f.Reserve()
	content := f.Stream(flateLayers, Bomb())
	f.Pages(tree, f.Add("<< /Type /Page /Parent %d 0 R /Contents %d 0 R %s >>", tree, content, a4))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

func bombImage() []byte {
	return imagePage("/Width 1000 /Height 1000 /ColorSpace /DeviceRGB /BitsPerComponent 8 "+flateLayers, Bomb())
}

// bombObjects hides a form in an object stream that is a bomb.
func bombObjects() []byte {
	f := &File{}
	tree := f.Reserve()
	f.Pages(tree, f.Page(tree, a4+" "+helvFont, hello))
	stream := f.Stream("/Type /ObjStm /N 1 /First 8 "+flateLayers, Bomb())
	hidden := f.Reserve()
	root := f.Add("<< /Type /Catalog /Pages %d 0 R /AcroForm %d 0 R >>", tree, hidden)
	return f.bytesHiding(hidden, stream, root)
}

func textFlood() []byte {
	return flood("BT /F1 1 Tf 50 400 Td ", "("+strings.Repeat("a", 100)+") Tj ", 100_000, "ET")
}

func objectFlood() []byte { return flood("", "9 9 1 1 re f ", 1_000_000, "") }

// flood returns a page whose compressed content repeats something n times.
func flood(before, again string, n int, after string) []byte {
	f := &File{}
	tree := f.Reserve()
	content := f.Stream("/Filter /FlateDecode", deflate([]byte(before+strings.Repeat(again, n)+after)))
	f.Pages(tree, f.Add("<< /Type /Page /Parent %d 0 R /Contents %d 0 R %s %s >>", tree, content, a4, helvFont))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

// hugeImage is a picture of zeros, 2.7 GB or 113 MB unpacked.
func hugeImage(entries string) []byte {
	return imagePage("/Width 30000 /Height 30000 "+entries+" /Filter [/FlateDecode /FlateDecode]", deflate(deflate(make([]byte, 113_000_000))))
}

// hugeFax is white: in Group 4 a line like the one above takes one bit.
func hugeFax() []byte {
	lines := make([]byte, 30000/8)
	for i := range lines {
		lines[i] = 0xff
	}
	return imagePage("/Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 30000 /Rows 30000 >>", lines)
}
