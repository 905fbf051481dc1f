package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxDepth is how deep a body may be nested; none of ours is half as deep.
const maxDepth = 32

// unambiguous refuses JSON that two readers may take for different things: a key twice in an
// object, also in other letters, as Go takes them for the same; more after the value; or nested
// without end.
func unambiguous(raw []byte) error {
	s := scan{dec: json.NewDecoder(bytes.NewReader(raw))}
	if err := s.value(0); err != nil {
		return err
	}
	if _, err := s.dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("it goes on after the object")
	}
	return nil
}

type scan struct{ dec *json.Decoder }

func (s *scan) value(depth int) error {
	token, err := s.dec.Token()
	if err != nil {
		return err
	}
	delim, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	if depth == maxDepth {
		return fmt.Errorf("it is nested deeper than %d", maxDepth)
	}
	seen := map[string]bool{}
	for s.dec.More() {
		if delim == '{' {
			if err := s.key(seen); err != nil {
				return err
			}
		}
		if err := s.value(depth + 1); err != nil {
			return err
		}
	}
	_, err = s.dec.Token() // the end
	return err
}

func (s *scan) key(seen map[string]bool) error {
	token, err := s.dec.Token()
	if err != nil {
		return err
	}
	key, ok := token.(string)
	if !ok {
		return errors.New("a key is no string")
	}
	folded := strings.ToLower(strings.ToUpper(key))
	if seen[folded] {
		return fmt.Errorf("%q is there twice", key)
	}
	seen[folded] = true
	return nil
}
