package contract

import (
	_ "embed"
	"fmt"

	"github.com/goccy/go-yaml"
)

const jsonMedia = "application/json"

// file is openapi.yaml as it is written.
type file struct {
	OpenAPI string `yaml:"openapi"`
	Info    struct {
		Title       string `yaml:"title"`
		Version     string `yaml:"version"`
		Description string `yaml:"description"`
	} `yaml:"info"`
	Security   []map[string][]string       `yaml:"security"`
	Paths      ordered[ordered[operation]] `yaml:"paths"`
	Components struct {
		SecuritySchemes map[string]map[string]string `yaml:"securitySchemes"`
		Parameters      ordered[Parameter]           `yaml:"parameters"`
		Schemas         ordered[Schema]              `yaml:"schemas"`
	} `yaml:"components"`
}

type operation struct {
	ID         string       `yaml:"operationId"`
	Tags       []string     `yaml:"tags"`
	Summary    string       `yaml:"summary"`
	Parameters []*Parameter `yaml:"parameters"`
	// Security is empty for what is open, and absent where the contract's own counts.
	Security *[]map[string][]string `yaml:"security"`
	Request  struct {
		Required bool           `yaml:"required"`
		Content  ordered[media] `yaml:"content"`
	} `yaml:"requestBody"`
	Answers ordered[answer] `yaml:"responses"`
}

type media struct {
	Schema *Schema `yaml:"schema"`
}

type answer struct {
	Description string         `yaml:"description"`
	Content     ordered[media] `yaml:"content"`
}

//go:embed zh.yaml
var summaries []byte

// chinese are the summaries of operations in Chinese, by operationId: the contract has them in
// English.
var chinese = loadChinese()

func loadChinese() map[string]string {
	out := map[string]string{}
	if err := yaml.Unmarshal(summaries, &out); err != nil {
		panic(fmt.Sprintf("contract: zh.yaml: %v", err)) // embedded: seen by the first test
	}
	return out
}
