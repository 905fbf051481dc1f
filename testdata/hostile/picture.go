package hostile

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
)

// Every picture shows a disc of diameter 48 in the middle of 64 × 64 pixels on white. It is
// placed at DiscBox on a page of PageWidth × PageHeight points.
const (
	side   = 64
	radius = 24
	place  = "q 200 0 0 200 100 300 cm /Im Do Q"
)

// The size of the page that shows a disc, unrotated, in points.
const (
	PageWidth  = 400
	PageHeight = 600
)

// DiscBox is where the picture lies on the unrotated page, in points from the top left.
var DiscBox = [4]float64{100, 100, 300, 300}

// pictures are scans in the encodings that scanners use and programs get wrong.
func pictures() []Case {
	red, black := Outcome{Disc: "red"}, Outcome{Disc: "black"}
	gray := "/ColorSpace /DeviceGray /BitsPerComponent 1"
	size := fmt.Sprintf("/Width %d /Height %d ", side, side)
	return []Case{
		{Name: "jpeg-rgb", Note: "an ordinary JPEG", Want: red, Bytes: func() []byte {
			return imagePage(size+"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", rgbJPEG())
		}},
		{Name: "jpeg-cmyk", Note: "a CMYK JPEG without an Adobe marker", Want: red, Bytes: func() []byte {
			return imagePage(size+"/ColorSpace /DeviceCMYK /BitsPerComponent 8 /Filter /DCTDecode", cmykJPEG(false))
		}},
		{Name: "jpeg-cmyk-adobe", Note: "a CMYK JPEG as Photoshop writes it: inverted, with an Adobe marker and /Decode", Want: red, Bytes: func() []byte {
			return imagePage(size+"/ColorSpace /DeviceCMYK /BitsPerComponent 8 /Decode [1 0 1 0 1 0 1 0] /Filter /DCTDecode", cmykJPEG(true))
		}},
		{Name: "jpx", Note: "JPEG 2000", Want: red, Bytes: func() []byte { return imagePage(size+"/Filter /JPXDecode", unbase64(discJP2)) }},
		{Name: "ccitt", Note: "fax, Group 4", Want: black, Bytes: func() []byte {
			return imagePage(size+gray+" /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 64 /Rows 64 >>", unbase64(discG4))
		}},
		{Name: "jbig2", Note: "JBIG2, embedded form", Want: black, Bytes: func() []byte { return imagePage(size+gray+" /Filter /JBIG2Decode", jbig2()) }},
		{Name: "bits-inverted", Note: "one bit a pixel, /Decode [1 0]", Want: black, Bytes: func() []byte {
			return imagePage(size+gray+" /Decode [1 0]", bits(true))
		}},
		{Name: "image-mask", Note: "a stencil painted in red", Want: red, Bytes: func() []byte {
			return discPage(size+"/ImageMask true /BitsPerComponent 1", bits(false), "0.86 0.08 0.12 rg "+place, "")
		}},
		{Name: "indexed", Note: "a palette of two colours", Want: red, Bytes: func() []byte {
			return imagePage(size+"/ColorSpace [/Indexed /DeviceRGB 1 <dc141effffff>] /BitsPerComponent 1", bits(false))
		}},
		{Name: "separation", Note: "a spot colour, as printers define their red", Want: red, Bytes: func() []byte {
			return imagePage(size+"/ColorSpace [/Separation /SealRed /DeviceRGB << /FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [0.86 0.08 0.12] /N 1 >>] /BitsPerComponent 1", bits(true))
		}},
	}
}

// rotated are pages that are to be shown turned.
func rotated() []Case {
	var all []Case
	for _, turn := range []int{90, 180, 270} {
		all = append(all, Case{
			Name: fmt.Sprintf("rotated-%d", turn), Note: "a page that is displayed turned",
			Want: Outcome{Disc: "red", Rotation: turn},
			Bytes: func() []byte {
				return discPage("/Width 64 /Height 64 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", rgbJPEG(), place, fmt.Sprintf("/Rotate %d", turn))
			},
		})
	}
	return all
}

// imagePage shows one picture.
func imagePage(entries string, data []byte) []byte { return discPage(entries, data, place, "") }

func discPage(entries string, data []byte, content, page string) []byte {
	f := &File{}
	tree := f.Reserve()
	im := f.Stream("/Type /XObject /Subtype /Image "+entries, data)
	f.Pages(tree, f.Page(tree, fmt.Sprintf("/MediaBox [0 0 %d %d] /Resources << /XObject << /Im %d 0 R >> >> %s", PageWidth, PageHeight, im, page), content))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

// inDisc reports whether the centre of a pixel lies in the disc.
func inDisc(x, y int) bool {
	dx, dy := 2*x+1-side, 2*y+1-side
	return dx*dx+dy*dy <= 4*radius*radius
}

// bits packs the disc at one bit a pixel; the disc is of ones or of zeros.
func bits(ones bool) []byte {
	out := make([]byte, side*side/8)
	for y := range side {
		for x := range side {
			if inDisc(x, y) == ones {
				out[(y*side+x)/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return out
}

func rgbJPEG() []byte {
	m := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			c := color.RGBA{255, 255, 255, 255}
			if inDisc(x, y) {
				c = color.RGBA{220, 20, 30, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, m, &jpeg.Options{Quality: 95})
	return b.Bytes()
}

// jbig2 wraps the Group 4 data in the two segments that a PDF embeds (ITU-T T.88): page
// information and an immediate generic region coded with MMR, which is Group 4.
func jbig2() []byte {
	var b bytes.Buffer
	segment := func(number uint32, kind byte, data []byte) {
		_ = binary.Write(&b, binary.BigEndian, number)
		b.Write([]byte{kind, 0, 1}) // refers to none, belongs to page 1
		_ = binary.Write(&b, binary.BigEndian, uint32(len(data)))
		b.Write(data)
	}
	page := binary.BigEndian.AppendUint32(nil, side)
	page = binary.BigEndian.AppendUint32(page, side)
	page = append(page, make([]byte, 8)...) // unknown resolution
	segment(0, 48, append(page, 0, 0, 0))
	region := binary.BigEndian.AppendUint32(nil, side)
	region = binary.BigEndian.AppendUint32(region, side)
	region = append(region, make([]byte, 9)...) // at 0, 0; combined by OR
	segment(1, 38, append(append(region, 1), unbase64(discG4)...))
	return b.Bytes()
}

func unbase64(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// discG4 is the disc in CCITT Group 4, 1 for black. Go has no encoder for it: ImageMagick
// 6.9 wrote it from the drawing "circle 32,32 32,8".
const discG4 = "/yYElQDEIOEHCDp06dOnT9P0/T/9P///+1/7Xte17Vq1atWoYUMKGFJgSP8AEAE="

// discJP2 is the red disc in JPEG 2000, lossy, written by ImageMagick with OpenJPEG.
const discJP2 = "" +
	"AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAQAAAAEAAAwcHAAAAAAAPY29scgEA" +
	"AAAAABAAAANFanAyY/9P/1EALwAAAAAAQAAAAEAAAAAAAAAAAAAAAEAAAABAAAAAAAAAAAAAAwcBAQcBAQcBAf9SAAwAAAAB" +
	"AQUEBAAB/1wAE0BASEhQSEhQSEhQSEhQSEhQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAA" +
	"AAACvgAB/5PfeDAEz/bUzn/B8AYPuR/fSFAPw2uHUcfYCx9IWHxhAAxIzCiNCle0294KoJ1tgMfMFj7AWHwCAApaMM9nC6Tf" +
	"PZALxQlLz6R8+kfHzCggyA3SOHTjDFa4pvGKhXEZwoR9QrrnT3cTpk7+HV4BAPqk4NaAd1o9gM+MVPjFR8YoIBvteABvacEn" +
	"fhp+vjrqztQLtyEDsQKe+NSe3WZ0z5TU+Y5DygAahdRUt5FvNouytNiFDozcjez6Ec62kZzvQyA5LHua9WtwcFaJVxZZBbQA" +
	"MbqGzKlcHXfbhdsYzwvu6vod26CXNnzXyesSq5J4l4DPgMnwGw40GcxZOTjRsEznhnfWIOUue5r1a3Bs2aSZkhl7De7q+h3b" +
	"oJc2fNfPjUR1iPhdb9/drkWh8d1WMCaj9XxJ2to81Z2/nam8LEjbSFsgMHsosIK2VG33qy2+/dCij2anq7qqn+I49rY0/EUG" +
	"SuPhxiQTxRtSrU0X0Tnbhx1vOYgMWK4dlLOiCRogheSrgM+FufC3EwBwi9+uRaHx3VYwJqP1fEna2jzVnb+dqbwsSNsy+ssy" +
	"5USc2AvO3MYLspVQPzpVMmNcjUSyB9skzT6s19PHbKO2MfBXAJbJV1ExytbkwFN7R1QRQeP8cue+QxToREL7F83ejBcjyrCi" +
	"8GYWaRAbmtrHVk8H7RhlXGrkag1ZVOvQX6Cw/dzH7VncKH1hNGvw7YdkjSSXMvu2umQTnmCsIp/wzb4c0pf7W5QN8yISUJC6" +
	"2PUR4XN3hmhMwDIWl9VQstWQiO+2SCkggMRPULD0YzP5BjxIViOAxbkW5HKYlp5W0THK1uTAU3tHVBFB4/xy575DFOhEQvsX" +
	"zV0n+rUGrKp16C/QWH7uY/as7hQ+sJo1+HbDskaUI3NiElCQutj1EeFzd4ZoTMAy/9k="
