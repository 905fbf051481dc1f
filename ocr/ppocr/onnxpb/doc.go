// Package onnxpb is the wire format of ONNX models, as much of it as package fuse needs.
package onnxpb

//go:generate sh -c "GOBIN=$PWD/../../../build/tools go install google.golang.org/protobuf/cmd/protoc-gen-go && protoc --plugin=../../../build/tools/protoc-gen-go --go_out=. --go_opt=paths=source_relative onnx.proto"
