package sample

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
)

// EXIF tags and types that a phone writes. Source: CIPA DC-008 (Exif 2.3).
const (
	tagMake, tagModel, tagDateTime = 0x010F, 0x0110, 0x0132
	tagExifIFD, tagGPSIFD          = 0x8769, 0x8825
	tagTaken                       = 0x9003
	tagLatRef, tagLat              = 1, 2
	tagLonRef, tagLon              = 3, 4
	typeASCII, typeLong, typeRatio = 2, 4, 5
)

// entry is one field of a directory; data is stored in it or, over four bytes, behind.
type entry struct {
	tag, kind uint16
	count     uint32
	data      []byte
}

func asciiEntry(tag uint16, s string) entry {
	return entry{tag, typeASCII, uint32(len(s) + 1), append([]byte(s), 0)}
}

func longEntry(tag uint16, v uint32) entry {
	return entry{tag, typeLong, 1, binary.LittleEndian.AppendUint32(nil, v)}
}

// degreesEntry is a position in degrees, minutes and hundredths of a second.
func degreesEntry(tag uint16, v float64) entry {
	d, m := math.Floor(v), math.Floor(v*60)
	var b []byte
	for _, r := range [][2]uint32{{uint32(d), 1}, {uint32(m - d*60), 1}, {uint32(math.Round((v*3600 - m*60) * 100)), 100}} {
		b = binary.LittleEndian.AppendUint32(b, r[0])
		b = binary.LittleEndian.AppendUint32(b, r[1])
	}
	return entry{tag, typeRatio, 3, b}
}

// directory lays out an IFD that starts at the given offset of the TIFF block.
func directory(at uint32, entries []entry) []byte {
	le := binary.LittleEndian
	out := le.AppendUint16(nil, uint16(len(entries)))
	var tail []byte
	tailAt := at + 2 + 12*uint32(len(entries)) + 4
	for _, e := range entries {
		out = le.AppendUint16(out, e.tag)
		out = le.AppendUint16(out, e.kind)
		out = le.AppendUint32(out, e.count)
		if len(e.data) <= 4 {
			out = append(out, append(e.data, make([]byte, 4-len(e.data))...)...)
			continue
		}
		out = le.AppendUint32(out, tailAt+uint32(len(tail)))
		tail = append(tail, e.data...)
		if len(tail)%2 == 1 {
			tail = append(tail, 0)
		}
	}
	return append(le.AppendUint32(out, 0), tail...)
}

// tiffBlock is the body of the EXIF segment. taken is "2026-04-30T10:21:05".
func tiffBlock(taken string, gps *[2]float64) []byte {
	stamp := strings.Replace(strings.Replace(taken, "-", ":", 2), "T", " ", 1)
	head := []entry{asciiEntry(tagMake, "HUAWEI"), asciiEntry(tagModel, "NOH-AN00"), asciiEntry(tagDateTime, stamp), longEntry(tagExifIFD, 0)}
	if gps != nil {
		head = append(head, longEntry(tagGPSIFD, 0))
	}
	const start = 8
	exifAt := start + uint32(len(directory(start, head)))
	exif := directory(exifAt, []entry{asciiEntry(tagTaken, stamp)})
	gpsAt := exifAt + uint32(len(exif))
	head[3] = longEntry(tagExifIFD, exifAt)
	out := []byte{'I', 'I', 42, 0, start, 0, 0, 0}
	if gps == nil {
		return append(append(out, directory(start, head)...), exif...)
	}
	head[4] = longEntry(tagGPSIFD, gpsAt)
	out = append(append(out, directory(start, head)...), exif...)
	return append(out, directory(gpsAt, []entry{asciiEntry(tagLatRef, "N"), degreesEntry(tagLat, gps[0]), asciiEntry(tagLonRef, "E"), degreesEntry(tagLon, gps[1])})...)
}

// withEXIF puts an APP1 segment behind the start of a JPEG file.
func withEXIF(jpg []byte, taken string, gps *[2]float64) []byte {
	body := append([]byte("Exif\x00\x00"), tiffBlock(taken, gps)...)
	var b bytes.Buffer
	b.Write(jpg[:2])
	b.Write([]byte{0xFF, 0xE1})
	b.Write(binary.BigEndian.AppendUint16(nil, uint16(len(body)+2)))
	b.Write(body)
	b.Write(jpg[2:])
	return b.Bytes()
}
