package fusetest

import "google.golang.org/protobuf/encoding/protowire"

// header is what a model needs besides its graph: version 7 of the format, operators of
// version 9 (before Clip took its bounds as inputs).
var header = append(field(1, 7), message(8, field(2, 9))...)

// input declares "x" as floats of [1, Channels, any, any], a field of the graph.
func input() []byte {
	number := func(n uint64) []byte { return message(1, field(1, n)) }
	name := func(s string) []byte { return message(1, message(2, []byte(s))) }
	shape := append(append(append(number(1), number(Channels)...), name("h")...), name("w")...)
	tensor := append(field(1, 1), message(2, shape)...)
	return message(11, append(message(1, []byte("x")), message(2, message(1, tensor))...))
}

func field(number protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(nil, number, protowire.VarintType), value)
}

func message(number protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, number, protowire.BytesType), content)
}
