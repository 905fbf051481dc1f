package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"

	"lianshen/checker/cell"
	"lianshen/workflow/equipmentlist"
	equipmentxlsx "lianshen/workflow/equipmentlist/xlsx"
	"lianshen/workflow/unitlist"
	"lianshen/workflow/unitlist/xlsx"
)

// Operations of children that load no engine.
const (
	opUnits     = "units"     // read a list of units
	opEquipment = "equipment" // read an equipment list
	opPhoto     = "photo"     // prepare a photograph
	opPhotos    = "photos"    // set prepared photographs as a sheet
)

// envSheets tells a child that it opens spreadsheets and photographs only.
const envSheets = "LIANSHEN_CELL_SHEETS"

// maxListBytes is the largest spreadsheet.
const maxListBytes = 20 << 20

// sheetMain is the life of a child that opens spreadsheets and photographs.
func sheetMain() int {
	return cell.Main(func(_ context.Context, r *cell.Registry) error {
		r.Handle(opUnits, func(_ context.Context, req cell.Request, _ cell.Emitter) (any, error) { return xlsx.Read(req.File) })
		r.Handle(opEquipment, func(_ context.Context, req cell.Request, _ cell.Emitter) (any, error) {
			return equipmentxlsx.Read(req.File)
		})
		handlePhotos(r)
		return nil
	})
}

// readUnits has a list read in the cell.
func readUnits(ctx context.Context, p *program, path string) ([]unitlist.Row, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, missingFile(path, err)
	}
	defer f.Close()
	if err := scanSent(ctx, p.config.Scanner, f); err != nil {
		return nil, err
	}
	pool, err := newSheetPool(p.logger(), maxListBytes)
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	return unitsFrom(ctx, pool, f)
}

// newSheetPool starts a child that opens spreadsheets and photographs of so many bytes.
func newSheetPool(log *slog.Logger, most int64) (*cell.Pool, error) {
	return cell.New(cell.Config{Size: 1, Limits: cell.Limits{File: most}, ReadPaths: fontPaths(), Env: []string{envSheets + "=1"}, Logger: log})
}

// equipmentFrom has an equipment list read in the cell.
func equipmentFrom(ctx context.Context, open openCells, book io.Reader) (*equipmentlist.Imported, error) {
	pool, err := open()
	if err != nil {
		return nil, err
	}
	result, err := pool.Do(ctx, opEquipment, struct{}{}, book, func(cell.Event) {})
	if err != nil {
		return nil, err
	}
	read := new(equipmentlist.Imported)
	if err := json.Unmarshal(result.Data, read); err != nil {
		return nil, fmt.Errorf("decode the equipment list: %w", err)
	}
	return read, nil
}

func unitsFrom(ctx context.Context, pool *cell.Pool, file io.Reader) ([]unitlist.Row, error) {
	result, err := pool.Do(ctx, opUnits, struct{}{}, file, func(cell.Event) {})
	if err != nil {
		return nil, err
	}
	var rows []unitlist.Row
	if err := json.Unmarshal(result.Data, &rows); err != nil {
		return nil, fmt.Errorf("decode the list: %w", err)
	}
	return rows, nil
}
