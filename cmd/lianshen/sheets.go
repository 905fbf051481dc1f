package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"lianshen/checker/cell"
	"lianshen/workflow/unitlist"
	"lianshen/workflow/unitlist/xlsx"
)

// opUnits reads a list of units; its children load no engine.
const opUnits = "units"

// envSheets tells a child that it opens spreadsheets only.
const envSheets = "LIANSHEN_CELL_SHEETS"

// maxListBytes is the largest spreadsheet.
const maxListBytes = 20 << 20

// sheetMain is the life of a child that opens spreadsheets.
func sheetMain() int {
	return cell.Main(func(_ context.Context, r *cell.Registry) error {
		r.Handle(opUnits, func(_ context.Context, req cell.Request, _ cell.Emitter) (any, error) { return xlsx.Read(req.File) })
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
	pool, err := cell.New(cell.Config{Size: 1, Limits: cell.Limits{File: maxListBytes}, Env: []string{envSheets + "=1"}, Logger: p.logger()})
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	return unitsFrom(ctx, pool, f)
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
