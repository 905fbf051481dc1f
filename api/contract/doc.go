// Package contract reads openapi.yaml (接口契约) into what a page of it shows: operations by tag,
// schemas, an example of every JSON body, and a request to copy for every operation. It knows the
// part of OpenAPI 3.1 that is written by go generate ./api, and refuses what it would leave out.
package contract
