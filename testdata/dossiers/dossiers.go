// Package dossiers carries the sample dossiers that demonstration projects are filled with.
package dossiers

import "embed"

// FS has a folder a dossier, with dossier.yaml and its documents.
//
//go:embed water-faulty-seal/*.pdf water-faulty-seal/dossier.yaml gas-valid/*.pdf gas-valid/dossier.yaml
var FS embed.FS
