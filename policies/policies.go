// Package policies carries the rules and the data they rest on: the Rego modules, the
// notice file, the rule data and the JSON schemas. It holds no logic; checker/engine
// compiles what is embedded here, and `--policy DIR` replaces it by a folder of the same
// layout.
package policies

import "embed"

//go:generate go run ./generate schema schemas/input.json
//go:generate go run ./generate docs ../docs/rules
//go:generate go run ./generate flows ../docs/workflow.md

// Access is the folder of the policy of access, which is no rule that judges documents and
// nothing that `--policy DIR` reaches: a rule set has no such folder, and one in DIR is not read.
const Access = "authz"

// FS holds every file of the rule set with the paths of this folder. The patterns of topics are
// all but Access.
//
//go:embed [^a]*/*.rego a[^u]*/*.rego lib/*/*.rego rule_data.yaml reference/* schemas/*.json notice/*.yaml notice/*.json clauses.yaml
var FS embed.FS

// DefaultNotice is the path, within FS, of the notice file that applies when no other is
// selected.
const DefaultNotice = "notice/dongguan-2023-42.yaml"
