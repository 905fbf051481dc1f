"""An ONNX graph as a PyTorch module, so that a network can be taught further and written
back: only the operators that PP-OCR's recogniser has."""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper


class Network(torch.nn.Module):
    """Runs the graph of an ONNX file; weights of convolutions and products are parameters.
    Strips go in as (n, 3, 48, width) in [-1, 1]; logarithms of probabilities come out as
    (n, width / 8, classes)."""

    def __init__(self, path):
        super().__init__()
        self.model = onnx.load(path)
        graph = self.model.graph
        self.const, self.nodes = {}, []
        for n in graph.node:
            if n.op_type == "Constant":
                self.const[n.output[0]] = torch.from_numpy(numpy_helper.to_array(n.attribute[0].t).copy())
            else:
                self.nodes.append(n)
        self.params, self.names = torch.nn.ParameterDict(), {}
        for name in sorted(self._weights()):
            key = name.replace(".", "_")
            self.names[name] = key
            self.params[key] = torch.nn.Parameter(self.const[name].float())
        self.attributes = [{a.name: helper.get_attribute_value(a) for a in n.attribute} for n in self.nodes]
        self.last = {i: j for j, n in enumerate(self.nodes) for i in n.input}
        for n in self.nodes:  # gates are an activation function, no weights
            if n.op_type == "Conv" and self.const[n.input[1]].shape[1:] == (1, 1, 1):
                self.params[self.names[n.input[1]]].requires_grad = False

    def _weights(self):
        out = set()
        for n in self.nodes:
            if n.op_type == "Conv":
                out |= set(n.input[1:])
            elif n.op_type in ("MatMul", "Add", "Mul"):
                out |= {i for i in n.input if i in self.const and self.const[i].is_floating_point() and self.const[i].numel() > 1}
        return out

    def forward(self, x):
        graph, values = self.model.graph, {}
        values[graph.input[0].name] = x
        out = graph.output[0].name

        def get(name):
            if name in self.names:
                return self.params[self.names[name]]
            return values.get(name, self.const.get(name))

        for j, n in enumerate(self.nodes):
            values[n.output[0]] = self._run(n, self.attributes[j], [get(i) for i in n.input], n.output[0] == out)
            for i in n.input:
                if self.last[i] == j:
                    values.pop(i, None)
        return values[out]

    def _run(self, n, a, i, final):
        kind = n.op_type
        if kind == "Conv":
            return self._convolution(a, i)
        if kind in ("Mul", "Add", "Sub", "Div"):
            return {"Mul": torch.mul, "Add": torch.add, "Sub": torch.sub, "Div": torch.div}[kind](i[0], i[1])
        if kind == "Pow":
            return i[0] ** i[1]
        if kind == "Sqrt":
            return i[0].sqrt()
        if kind == "Relu":
            return F.relu(i[0])
        if kind == "Sigmoid":
            return torch.sigmoid(i[0])
        if kind == "HardSigmoid":
            if abs(a.get("alpha", 0.2) - 1 / 6) < 1e-6:
                return F.hardsigmoid(i[0])
            return (i[0] * a.get("alpha", 0.2) + a.get("beta", 0.5)).clamp(0, 1)
        if kind == "Clip":
            return i[0].clamp(a.get("min"), a.get("max"))
        if kind == "Softmax":
            return F.log_softmax(i[0], -1) if final else F.softmax(i[0], -1)
        if kind == "MatMul":
            return F.linear(i[0], i[1].t()) if i[1].dim() == 2 else i[0] @ i[1]
        if kind == "BatchNormalization":
            scale = i[1] / torch.sqrt(i[4] + a.get("epsilon", 1e-5))
            shape = [1, -1] + [1] * (i[0].dim() - 2)
            return i[0] * scale.reshape(shape) + (i[2] - i[3] * scale).reshape(shape)
        if kind == "GlobalAveragePool":
            return i[0].mean(dim=(2, 3), keepdim=True)
        if kind == "AveragePool":
            return F.avg_pool2d(i[0], tuple(a["kernel_shape"]), tuple(a["strides"]))
        return self._reshape(kind, a, i)

    @staticmethod
    def _convolution(a, i):
        bias = i[2] if len(i) > 2 else None
        if i[1].shape[1:] == (1, 1, 1) and a.get("group", 1) > 1:
            out = i[0] * i[1].reshape(1, -1, 1, 1)
            return out if bias is None else out + bias.reshape(1, -1, 1, 1)
        pads = a.get("pads", [0, 0, 0, 0])
        return F.conv2d(i[0], i[1], bias, stride=tuple(a.get("strides", [1, 1])), padding=(pads[0], pads[1]),
                        dilation=tuple(a.get("dilations", [1, 1])), groups=a.get("group", 1))

    @staticmethod
    def _reshape(kind, a, i):
        if kind == "Shape":
            return torch.tensor(i[0].shape, dtype=torch.int64)
        if kind == "Cast":
            return i[0].to({1: torch.float32, 6: torch.int32, 7: torch.int64}[a["to"]])
        if kind == "ReduceMean":
            return i[0].mean(dim=a["axes"], keepdim=bool(a.get("keepdims", 1)))
        if kind == "Transpose":
            return i[0].permute(*a["perm"])
        if kind == "Concat":
            return torch.cat(i, dim=a["axis"])
        if kind == "Reshape":
            return i[0].reshape([i[0].shape[k] if n == 0 else n for k, n in enumerate(i[1].tolist())])
        out = i[0]
        if kind == "Squeeze":
            for d in sorted(a["axes"], reverse=True):
                out = out.squeeze(d)
            return out
        if kind == "Slice":
            for start, end, d in zip(a["starts"], a["ends"], a["axes"]):
                index = [slice(None)] * out.dim()
                index[d] = slice(start, end)
                out = out[tuple(index)]
            return out
        raise NotImplementedError(kind)

    def save(self, path):
        """Writes the graph with its weights in half precision, those of the last product in
        eight bits with a scale a column: a third of the size, the same readings."""
        graph = self.model.graph
        used = {i for n in graph.node for i in n.input}
        nodes, stored = [], []
        for n in graph.node:
            name = n.output[0]
            if n.op_type != "Constant":
                nodes.append(n)
            elif name in used:
                value = self.params[self.names[name]].detach().numpy() if name in self.names else self.const[name].numpy()
                if value.dtype != np.float32 or value.size < 64:
                    nodes.append(helper.make_node("Constant", [], [name], value=numpy_helper.from_array(value)))
                else:
                    _store(name, value, nodes, stored)
        model = helper.make_model(helper.make_graph(nodes, "titles", list(graph.input), list(graph.output), stored),
                                  opset_imports=self.model.opset_import)
        model.ir_version = self.model.ir_version
        onnx.save(model, path)


def _store(name, value, nodes, stored):
    if value.ndim == 2 and value.shape[1] > 1000:
        scale = (np.maximum(np.abs(value).max(0), 1e-8) / 127).astype(np.float32)
        stored.append(numpy_helper.from_array(np.clip(np.round(value / scale), -127, 127).astype(np.int8), name + ".q"))
        stored.append(numpy_helper.from_array(scale, name + ".s"))
        nodes.append(helper.make_node("Cast", [name + ".q"], [name + ".f"], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [name + ".f", name + ".s"], [name]))
        return
    stored.append(numpy_helper.from_array(value.astype(np.float16), name + ".h"))
    nodes.append(helper.make_node("Cast", [name + ".h"], [name], to=TensorProto.FLOAT))
