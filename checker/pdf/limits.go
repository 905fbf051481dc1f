package pdf

// Limits bounds what one document may cost. A zero field means its default; the defaults
// are those of the product (our choice, no standard names them).
type Limits struct {
	MaxBytes  int64 // size of the file; 200 MB
	MaxPages  int   // 500
	MaxPixels int64 // of one rendered page; 100 megapixels
	// MaxDecodedBytes bounds every stream that pdfcpu unpacks and every raw picture handed
	// out: 32 MB. Page content and images are decoded by pdfium in its own bounded memory.
	MaxDecodedBytes int64
	MaxObjects      int // entries of the cross-reference table; 1 000 000
	MaxChars        int // characters of the text layer of one page; 200 000
	MaxImages       int // placed images examined on one page; 2 000
}

// DefaultLimits returns the limits of the product.
func DefaultLimits() Limits {
	return Limits{
		MaxBytes:        200 << 20,
		MaxPages:        500,
		MaxPixels:       100_000_000,
		MaxDecodedBytes: 32 << 20,
		MaxObjects:      1_000_000,
		MaxChars:        200_000,
		MaxImages:       2_000,
	}
}

// withDefaults returns l with every zero field replaced by its default.
func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	orDefault(&l.MaxBytes, d.MaxBytes)
	orDefault(&l.MaxPages, d.MaxPages)
	orDefault(&l.MaxPixels, d.MaxPixels)
	orDefault(&l.MaxDecodedBytes, d.MaxDecodedBytes)
	orDefault(&l.MaxObjects, d.MaxObjects)
	orDefault(&l.MaxChars, d.MaxChars)
	orDefault(&l.MaxImages, d.MaxImages)
	return l
}

func orDefault[T int | int64](v *T, d T) {
	if *v <= 0 {
		*v = d
	}
}
