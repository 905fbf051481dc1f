package pdf

import (
	"os"
	"path/filepath"
)

// attempts lists the cache directories to start with, in turn; "" stands for none. A
// writable one is tried twice, since it may hold what a crash or a full disk left behind.
func attempts(dir string) []string {
	switch {
	case dir == "":
		return []string{""}
	case writable(dir):
		return []string{dir, dir, ""}
	case len(compiled(dir)) > 0:
		return []string{dir, ""}
	default:
		return []string{""}
	}
}

// writable reports whether files can be created in dir, which is made if need be.
func writable(dir string) bool {
	if os.MkdirAll(dir, 0o700) != nil {
		return false
	}
	f, err := os.CreateTemp(dir, "probe-*")
	if err != nil {
		return false
	}
	_ = f.Close()
	return os.Remove(f.Name()) == nil
}

// compiled lists the folders in which wazero keeps its results, one for each version.
func compiled(dir string) []string {
	if dir == "" {
		return nil
	}
	folders, _ := filepath.Glob(filepath.Join(dir, "wazero-*"))
	return folders
}

// clearCache removes compiled modules; what cannot be removed is left.
func clearCache(dir string) {
	for _, folder := range compiled(dir) {
		_ = os.RemoveAll(folder)
	}
}
