// Package seal finds company seals (公章) on a page image, measures them, straightens and
// reads their titles, and verifies a title against an expected name.
//
// The way of a page: newInkMap separates coloured ink from paper and black text on a
// reduced image (ink.go, paper.go). The borders of ink vote for the centres of circles and
// ellipses (edge.go, vote.go); what enough of a ring supports is fitted and judged (ring.go,
// ellipse.go, judge.go): characters must stand in its band (letters.go). Slices of paging seals
// are looked for beside the edges of the page (slice.go). Connected ink alone would not do: seals stand on red tables and
// touch each other, and their rings are broken. Among black text rings are looked for in what is
// larger than letters (piece.go). Square and rectangular seals are pieces of ink, or four straight
// borders that close (border.go, corner.go, square.go). Each impression is cut out at the page's own
// resolution (crop.go), print taken out of it (grey.go does that where there are no colours), unrolled along its ring (sheet.go), the band and the gap of the
// title are found (band.go), and strips go to the recogniser.
//
// The package is pure Go; the recogniser stands behind ocr.StripReader.
package seal
