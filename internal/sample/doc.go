// Package sample draws realistic filing dossiers (申报材料) for tests and for measuring
// accuracy: all thirteen kinds of document for a water or a gas outlet, sealed, signed,
// scanned, with the ground truth of every line, seal and field beside each PDF.
//
// Start at Write: a Spec goes in, a folder with PDFs, truth files and dossier.yaml comes
// out, the same bytes for the same Spec. Everything a dossier says comes from one Model,
// so dates, serial numbers and figures agree across its documents unless a Fault is
// asked for.
//
// A page is laid out once as a display list (display.go). Two back ends draw it: pixels
// (raster.go, then scan.go makes them look scanned) and PDF text (pdf.go). Truth boxes
// come from the display list, moved by the same geometry as the pixels.
//
// All names, codes and figures are invented.
package sample
