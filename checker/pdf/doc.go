// Package pdf opens PDF files that nobody vouches for, and says what is in them: structure
// and signatures (pdfcpu), text with boxes, placed images and rendered pages (pdfium,
// compiled to WebAssembly and run by wazero with no file system and bounded memory).
//
// Start at NewRuntime, then Runtime.Open. Structure describes the file; Page, Text, Render,
// RenderBox and Photos one page; Annotate writes a copy with remarks. A Document belongs to one goroutine at a time,
// but what its methods return is the caller's own: page 2 may be rendered while the picture
// of page 1 is still being read.
//
// Pages are numbered from 1. Boxes are in points (1/72 inch) from the top-left corner of
// the page as displayed, that is after CropBox and /Rotate.
//
// The package is meant to run in a child process that can be killed. It bounds what it can
// by itself (file size, pages, pixels, decoded bytes, WebAssembly memory) and returns as
// soon as a context ends, but a call into pdfium that hangs cannot be interrupted: its
// document is abandoned, and Runtime.Stuck then says that the process should be replaced.
package pdf
