package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"log/slog"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"lianshen/checker/cell"
	"lianshen/internal/errs"
	"lianshen/workflow/equipmentlist"
	equipmentxlsx "lianshen/workflow/equipmentlist/xlsx"
	"lianshen/workflow/formcode"
	"lianshen/workflow/photosheet"
)

func sheetCells(t *testing.T) openCells {
	t.Helper()
	c := &cells{log: slog.New(slog.DiscardHandler), start: func(log *slog.Logger) (*cell.Pool, error) { return newSheetPool(log, maxPhotoBytes) }}
	t.Cleanup(c.close)
	return c.open
}

// Pictures are opened, turned and set in the cell, fonts and all; one that must not be opened is
// named, and the child is there for the next.
func TestAssembleInTheCell(t *testing.T) {
	var photo, bomb bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 640, 480)), nil); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&bomb, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	binary.BigEndian.PutUint32(bomb.Bytes()[16:], 30_000)
	binary.BigEndian.PutUint32(bomb.Bytes()[20:], 30_000)
	open := sheetCells(t)
	for range 2 {
		s := &photosheet.Sheet{Enterprise: "东莞一厂", Code: formcode.Code{Project: "p", Slug: "installation-photos"}, Pictures: make([]photosheet.Picture, 3)}
		s.Pictures[1].Turn = 1
		var sheet bytes.Buffer
		pictures := []io.Reader{bytes.NewReader(photo.Bytes()), bytes.NewReader(photo.Bytes()), bytes.NewReader(photo.Bytes())}
		if err := assemble(t.Context(), open, &sheet, s, pictures); err != nil {
			t.Fatal(err)
		}
		if n, err := api.PageCount(bytes.NewReader(sheet.Bytes()), nil); err != nil || n != 3 {
			t.Errorf("%d pages, %v", n, err)
		}
		pictures = []io.Reader{bytes.NewReader(photo.Bytes()), bytes.NewReader(bomb.Bytes()), bytes.NewReader(photo.Bytes())}
		err := assemble(t.Context(), open, io.Discard, s, pictures)
		var at *photosheet.PictureError
		if e := errs.As(err); !errors.As(err, &at) || at.Index != 1 || !strings.HasPrefix(e.Code, "picture.") {
			t.Errorf("a bomb: %v", err)
		}
	}
}

// A workbook of equipment is opened in the cell, and a file that is none is refused with words.
func TestEquipmentInTheCell(t *testing.T) {
	open := sheetCells(t)
	want := equipmentlist.Table{"outlets": {{"code": "DW001", "medium": "water"}}}
	var book bytes.Buffer
	if err := equipmentxlsx.Write(&book, want); err != nil {
		t.Fatal(err)
	}
	read, err := equipmentFrom(t.Context(), open, bytes.NewReader(book.Bytes()))
	if err != nil || len(read.Table["outlets"]) != 1 || read.Table["outlets"][0]["code"] != "DW001" {
		t.Errorf("%+v, %v", read, err)
	}
	_, err = equipmentFrom(t.Context(), open, strings.NewReader("no workbook"))
	if e := errs.As(err); e == nil || e.Code != "equipment.format" || e.Message.ZH == "" {
		t.Errorf("err = %v", err)
	}
}
