package api

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/gofiber/fiber/v2"
	"github.com/invopop/jsonschema"

	"lianshen/api/caller"
	"lianshen/workflow/calendar"
)

//go:generate go run ./generate

//go:embed openapi.yaml
var openapi []byte

// OpenAPI is the contract that is served, openapi.yaml; nobody changes it.
func OpenAPI() []byte { return openapi }

func contract(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "application/yaml")
	return c.Send(openapi)
}

// Contract writes openapi.yaml from the table of routes: OpenAPI 3.1, whose schemas are JSON
// Schema as the Go types have them.
func Contract() ([]byte, error) {
	b := &builder{schemas: map[string]any{}, types: map[string]reflect.Type{}}
	paths := yaml.MapSlice{}
	at := map[string]int{}
	for _, r := range routes() {
		op, err := b.operation(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.Op, err)
		}
		path := prefix + r.Path
		if _, ok := at[path]; !ok {
			at[path] = len(paths)
			paths = append(paths, yaml.MapItem{Key: path, Value: yaml.MapSlice{}})
		}
		item := &paths[at[path]]
		item.Value = append(item.Value.(yaml.MapSlice), yaml.MapItem{Key: strings.ToLower(r.Method), Value: op})
	}
	if _, err := b.ref(Problem{}); err != nil {
		return nil, err
	}
	return yaml.MarshalWithOptions(yaml.MapSlice{
		{Key: "openapi", Value: "3.1.0"},
		{Key: "info", Value: yaml.MapSlice{
			{Key: "title", Value: "lianshen (联审)"}, {Key: "version", Value: "1"},
			{Key: "description", Value: "Written from api/routes.go by `go generate ./api`; change that file, not this one."},
		}},
		{Key: "security", Value: []any{map[string]any{"session": []any{}}, map[string]any{"token": []any{}}}},
		{Key: "paths", Value: paths},
		{Key: "components", Value: yaml.MapSlice{
			{Key: "securitySchemes", Value: map[string]any{
				"session": map[string]any{"type": "apiKey", "in": "cookie", "name": caller.Cookie},
				"token":   map[string]any{"type": "http", "scheme": "bearer"},
			}},
			{Key: "parameters", Value: map[string]any{"IdempotencyKey": yaml.MapSlice{
				{Key: "name", Value: headerKey}, {Key: "in", Value: "header"}, {Key: "required", Value: false},
				{Key: "description", Value: idempotency},
				{Key: "schema", Value: map[string]any{"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}},
			}}},
			{Key: "schemas", Value: b.schemas},
		}},
	}, yaml.IndentSequence(true))
}

// idempotency is what a key promises, no more and no less.
const idempotency = `A value of your own, new for each creation (a UUID). It is kept for 24 hours, per person and operation, at most 1000 a person. ` +
	`The same request with the same key again is answered as the first time, with Idempotency-Replayed: true, and creates nothing. ` +
	`Another request with the key: 422 api.idempotency. While the first is under way: 409 api.idempotency_running. ` +
	`A request that was refused leaves the key free. ` +
	`A key under which something was created never creates a second one, even if the server dies: if it died after the creation and before ` +
	`the answer was kept, the key answers 409 api.idempotency_lost, and the record is in the lists. If it died before the creation, ` +
	`the key is free again after two minutes.`

// builder collects the schemas of the types that operations use.
type builder struct {
	schemas map[string]any
	types   map[string]reflect.Type
}

var parameter = regexp.MustCompile(`\{([a-z]+)\}`)

func (b *builder) operation(r route) (yaml.MapSlice, error) {
	op := yaml.MapSlice{{Key: "operationId", Value: r.Op}, {Key: "tags", Value: []string{r.Tag}}, {Key: "summary", Value: r.Summary}}
	if r.Open {
		op = append(op, yaml.MapItem{Key: "security", Value: []any{}})
	}
	if params := r.parameters(); len(params) > 0 {
		op = append(op, yaml.MapItem{Key: "parameters", Value: params})
	}
	sent, err := b.request(r)
	if err != nil {
		return nil, err
	}
	if sent != nil {
		op = append(op, yaml.MapItem{Key: "requestBody", Value: yaml.MapSlice{{Key: "required", Value: true}, {Key: "content", Value: sent}}})
	}
	answers, err := b.responses(r)
	return append(op, yaml.MapItem{Key: "responses", Value: answers}), err
}

func (r route) parameters() []any {
	var out []any
	param := func(name, in string, required bool) {
		out = append(out, yaml.MapSlice{{Key: "name", Value: name}, {Key: "in", Value: in}, {Key: "required", Value: required}, {Key: "schema", Value: map[string]any{"type": "string"}}})
	}
	for _, m := range parameter.FindAllStringSubmatch(r.Path, -1) {
		param(m[1], "path", true)
	}
	for _, q := range r.Query {
		param(q, "query", false)
	}
	for _, h := range r.Headers {
		param(h, "header", h != headerMetadata)
	}
	if r.Match {
		param("If-Match", "header", true)
	}
	if r.once() {
		out = append(out, map[string]any{"$ref": "#/components/parameters/IdempotencyKey"})
	}
	return out
}

func (b *builder) request(r route) (yaml.MapSlice, error) {
	switch {
	case r.File && r.Method == http.MethodPatch:
		return yaml.MapSlice{{Key: offsetMedia, Value: map[string]any{"schema": map[string]any{"type": "string", "format": "binary"}}}}, nil
	case r.File:
		return yaml.MapSlice{{Key: "application/pdf", Value: map[string]any{"schema": map[string]any{"type": "string", "format": "binary"}}}}, nil
	case r.Body == nil:
		return nil, nil
	}
	schema, err := b.ref(r.Body)
	return yaml.MapSlice{{Key: "application/json", Value: map[string]any{"schema": schema}}}, err
}

func (b *builder) responses(r route) (yaml.MapSlice, error) {
	answer := yaml.MapSlice{{Key: "description", Value: "done"}}
	switch {
	case r.Page:
		answer = append(answer, yaml.MapItem{Key: "content", Value: map[string]any{"text/html": map[string]any{"schema": map[string]any{"type": "string"}}}})
	case r.Zip:
		answer = append(answer, yaml.MapItem{Key: "content", Value: map[string]any{"application/zip": map[string]any{"schema": map[string]any{"type": "string", "format": "binary"}}}})
	case r.Result != nil:
		schema, err := b.ref(r.Result)
		if err != nil {
			return nil, err
		}
		kind := "application/json"
		if r.Stream {
			kind = "text/event-stream"
		}
		answer = append(answer, yaml.MapItem{Key: "content", Value: map[string]any{kind: map[string]any{"schema": schema}}})
	}
	problem := yaml.MapSlice{
		{Key: "description", Value: "an error"},
		{Key: "content", Value: map[string]any{"application/problem+json": map[string]any{"schema": map[string]any{"$ref": schemaPath + "Problem"}}}},
	}
	return yaml.MapSlice{{Key: fmt.Sprint(r.status()), Value: answer}, {Key: "default", Value: problem}}, nil
}

const schemaPath = "#/components/schemas/"

// ref adds the schemas of a type to the components and refers to it.
func (b *builder) ref(v any) (any, error) {
	t := reflect.TypeOf(v)
	if t.Kind() == reflect.Slice {
		item, err := b.ref(reflect.New(t.Elem()).Elem().Interface())
		return map[string]any{"type": "array", "items": item}, err
	}
	types := map[string]reflect.Type{}
	reflector := &jsonschema.Reflector{Mapper: mapped, Namer: func(t reflect.Type) string {
		types[named(t)] = t
		return named(t)
	}}
	raw, err := json.Marshal(reflector.ReflectFromType(t))
	if err != nil {
		return nil, err
	}
	var whole struct {
		Defs map[string]map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(raw), "#/$defs/", schemaPath)), &whole); err != nil {
		return nil, err
	}
	for name, schema := range whole.Defs {
		if before, ok := b.types[name]; ok && before != types[name] {
			return nil, fmt.Errorf("%s and %s would both be called %s", before, types[name], name)
		}
		b.types[name] = types[name]
		b.schemas[name] = nullable(schema, types[name])
	}
	return map[string]any{"$ref": schemaPath + named(t)}, nil
}

// named keeps types of one name apart: those of the checker are what the rules see.
func named(t reflect.Type) string {
	if strings.HasSuffix(t.PkgPath(), "/checker") {
		return "Rules" + t.Name()
	}
	return t.Name()
}

// mapped are types whose JSON is not what their Go kind says.
func mapped(t reflect.Type) *jsonschema.Schema {
	if t == reflect.TypeFor[calendar.Date]() {
		return &jsonschema.Schema{Type: "string", Format: "date"}
	}
	return nil
}

// nullable lets what is a pointer, a list or a map in Go be null.
func nullable(schema map[string]any, t reflect.Type) map[string]any {
	properties, ok := schema["properties"].(map[string]any)
	if !ok || t.Kind() != reflect.Struct {
		return schema
	}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		p, ok := properties[name]
		switch f.Type.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			if ok {
				properties[name] = map[string]any{"oneOf": []any{p, map[string]any{"type": "null"}}}
			}
		}
	}
	return schema
}
