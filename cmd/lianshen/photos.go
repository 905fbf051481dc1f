package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"lianshen/checker/cell"
	"lianshen/workflow/photosheet"
)

// maxPhotoBytes is the largest file of children that set photographs: all prepared pictures of a
// sheet together.
const maxPhotoBytes = 64 << 20

// photoRequest is the payload of opPhoto; its answer is the picture as a blob.
type photoRequest struct {
	Turn int `json:"turn"`
}

// photosRequest is the payload of opPhotos, whose file are the prepared pictures one after the
// other; its answer is the PDF in blobs.
type photosRequest struct {
	Sheet photosheet.Sheet `json:"sheet"`
	Made  time.Time        `json:"made"`
}

// handlePhotos adds the operations on photographs to a child.
func handlePhotos(r *cell.Registry) {
	r.Handle(opPhoto, func(_ context.Context, req cell.Request, out cell.Emitter) (any, error) {
		var p photoRequest
		if err := req.Decode(&p); err != nil {
			return nil, err
		}
		made, err := photosheet.Prepare(req.File, p.Turn)
		if err != nil {
			return nil, err
		}
		if _, err := out.Blob(made.JPEG); err != nil {
			return nil, err
		}
		return made.Taken, nil
	})
	r.Handle(opPhotos, func(_ context.Context, req cell.Request, out cell.Emitter) (any, error) {
		var p photosRequest
		if err := req.Decode(&p); err != nil {
			return nil, err
		}
		var sheet bytes.Buffer
		if err := photosheet.Write(&sheet, &p.Sheet, req.File, p.Made); err != nil {
			return nil, err
		}
		for part := range slices.Chunk(sheet.Bytes(), annotateChunk) {
			if _, err := out.Blob(part); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

// fontPaths are the fonts that there are; the operation says which one it lacks.
func fontPaths() []string {
	return slices.DeleteFunc(photosheet.Fonts(), func(path string) bool {
		_, err := os.Stat(path)
		return err != nil
	})
}

// assemble has pictures set as a sheet in the cell, one opened at a time. The prepared ones wait
// in a file of their own.
func assemble(ctx context.Context, open openCells, w io.Writer, s *photosheet.Sheet, pictures []io.Reader) error {
	pool, err := open()
	if err != nil {
		return err
	}
	prepared, err := os.CreateTemp("", "lianshen-*")
	if err != nil {
		return err
	}
	defer prepared.Close()
	if err := os.Remove(prepared.Name()); err != nil {
		return err
	}
	for i, picture := range pictures {
		if err := preparePhoto(ctx, pool, prepared, &s.Pictures[i], picture); err != nil {
			return &photosheet.PictureError{Index: i, Err: err}
		}
	}
	if _, err := prepared.Seek(0, io.SeekStart); err != nil {
		return err
	}
	var writing error
	_, err = pool.Do(ctx, opPhotos, photosRequest{*s, time.Now()}, prepared, func(e cell.Event) {
		if writing == nil {
			_, writing = w.Write(e.Blob)
		}
	})
	return errors.Join(err, writing)
}

// preparePhoto appends one picture as it is set, and notes its size and time.
func preparePhoto(ctx context.Context, pool *cell.Pool, to io.Writer, p *photosheet.Picture, picture io.Reader) error {
	var writing error
	result, err := pool.Do(ctx, opPhoto, photoRequest{p.Turn}, picture, func(e cell.Event) {
		p.Bytes = len(e.Blob)
		_, writing = to.Write(e.Blob)
	})
	if err = errors.Join(err, writing); err != nil {
		return err
	}
	return json.Unmarshal(result.Data, &p.Taken)
}
