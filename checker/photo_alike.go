package checker

import "lianshen/ocr"

// mostAlikeBits is the distance of two hashes up to which two photographs are noted as
// alike; which distance makes them copies is for the rules. Different photographs of the
// samples differ in 16 bits and more.
const mostAlikeBits = 10

// mostPhotosCompared bounds the comparison of every photograph with every other.
const mostPhotosCompared = 500

// markAlike notes for each photograph the earlier ones of the file that look the same.
func markAlike(photos []Photo) {
	photos = photos[:min(len(photos), mostPhotosCompared)]
	for i := range photos {
		for j := range i {
			if bits := ocr.HashDistance(photos[i].PHash, photos[j].PHash); bits <= mostAlikeBits {
				photos[i].Alike = append(photos[i].Alike, PhotoAlike{Photo: j, Bits: bits})
			}
		}
	}
}
