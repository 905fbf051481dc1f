package checker

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
)

// maxInspection bounds what a kept inspection may unpack to: the cell lets none be larger.
const maxInspection = 512 << 20

// Encode writes facts and posteriors, as gzipped JSON, for keeping: all that is needed to
// judge the file again, and no picture.
func (in *Inspection) Encode() ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if err := json.NewEncoder(z).Encode(in); err != nil {
		return nil, err
	}
	err := z.Close()
	return out.Bytes(), err
}

// DecodeInspection reads what Encode wrote.
func DecodeInspection(raw []byte) (*Inspection, error) {
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("inspection: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(z, maxInspection))
	if err != nil {
		return nil, fmt.Errorf("inspection: %w", err)
	}
	var in Inspection
	if err := json.Unmarshal(text, &in); err != nil {
		return nil, fmt.Errorf("inspection: %w", err)
	}
	return &in, nil
}
