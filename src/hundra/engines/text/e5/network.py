"""The network as an ONNX graph: BERT's encoder (Devlin et al. 2019) with quantised matrices.

The graph begins after the sum of embeddings, since those need only a few rows of a large table,
and gives the tokens' vectors of two layers.

There are two of the same network. Texts pass once, and get it exact: the file's own 4 bits. A
question is waited for, and gets it quick: 8-bit integers throughout, a third less time. Over a
question's few tokens 8 bits with one scale lose next to nothing, except after the wide inner layer,
whose few large numbers need a scale to each block; over a passage they do (decision 0015).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from hundra.engines.text.e5.weights import (
    BLOCK,
    Bytes,
    Floats,
    Model,
    numbers_of,
    scales_of,
    weights_of,
)

MIDDLE_LAYER = 8
_CONTRIBUTED = "com.microsoft"
_OPSET = 18
_IR_VERSION = 9
_INT8_ACTIVATIONS = 4
_LARGE_BLOCK = 256
_NEVER_ZERO = 1e-12


class Network:
    """Tokens' embeddings in, their vectors from the middle and the last layer out."""

    def __init__(self, model: Model, *, threads: int, quick: bool) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        # The graph is made as it shall run. What would be joined is slower joined: a sum with its
        # normalisation takes three times as long.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        last = model.sizes.layers - 1
        self._names = [_layer(MIDDLE_LAYER), _layer(last)]
        graph = (_Quick if quick else _Exact)(model).model(outputs=self._names)
        self._session = onnxruntime.InferenceSession(
            graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, embeddings: Floats) -> tuple[Floats, Floats]:
        """(tokens, width) → the same of the middle layer and of the last."""
        middle, last = self._session.run(self._names, {"embeddings": embeddings[None]})
        return middle[0], last[0]


def _layer(number: int) -> str:
    return f"layer{number}"


class _Builder:
    """What both have in common: all but how a matrix is kept and multiplied by."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self, *, outputs: list[str]) -> onnx.ModelProto:
        sizes = self._model.sizes
        state = self._normalised("embeddings", None, "emb.ln", "layer_in")
        for number in range(sizes.layers):
            state = self._encoder_layer(state, number)
        shape: list[Any] = [1, "tokens", sizes.width]
        graph = helper.make_graph(
            self._nodes,
            "e5",
            [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in outputs],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIBUTED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def _encoder_layer(self, state: str, number: int) -> str:
        sizes, at = self._model.sizes, f"l{number}"
        three = self._product(state, [f"{at}.{part}" for part in "qkv"], sizes.width)
        parts = [f"{at}.{part}.split" for part in "qkv"]
        self._node("Split", [three], parts, own=True, axis=-1, num_outputs=3)
        self._node("MultiHeadAttention", parts, [f"{at}.attention"], num_heads=sizes.heads)
        attention = self._product(f"{at}.attention", [f"{at}.ao"], sizes.width)
        state = self._normalised(state, attention, f"{at}.aln", f"{at}.attended")
        inner = self._product(state, [f"{at}.fi"], sizes.width)
        self._node("Gelu", [inner], [f"{at}.gelu"])
        outer = self._product(f"{at}.gelu", [f"{at}.fo"], sizes.inner)
        return self._normalised(state, outer, f"{at}.oln", _layer(number))

    def _product(self, state: str, parts: list[str], columns: int) -> str:
        """Multiplies by the parts' matrices at once and adds their biases."""
        blocks = np.concatenate([self._model.blocks(f"{part}.w", columns) for part in parts])
        bias = np.concatenate([self._model.floats(f"{part}.b") for part in parts])
        out = f"{parts[0]}.product"
        self._multiplied(state, blocks, self._constant(f"{out}.bias", bias), out)
        return out

    def _multiplied(self, state: str, blocks: Bytes, bias: str, out: str) -> None:
        raise NotImplementedError

    def _in_blocks(
        self,
        state: str,
        numbers: np.ndarray[Any, Any],
        scales: Floats,
        bias: str,
        out: str,
        **kept: Any,
    ) -> None:
        """By a matrix with a scale to each block of a row. `kept`: its bits and its block."""
        inputs = [self._constant(f"{out}.B", numbers), self._constant(f"{out}.scales", scales)]
        self._node(
            "MatMulNBits",
            [state, *inputs, "", "", bias],
            [out],
            K=numbers.shape[1] * kept["block_size"],
            N=len(numbers),
            accuracy_level=_INT8_ACTIVATIONS,
            **kept,
        )

    def _normalised(self, state: str, added: str | None, name: str, out: str) -> str:
        weight, bias = (
            self._constant(f"{name}.{part}", self._model.floats(f"{name}.{part}")) for part in "wb"
        )
        if added is not None:
            self._node("Add", [state, added], [f"{out}.sum"], own=True)
            state = f"{out}.sum"
        inputs, epsilon = [state, weight, bias], self._model.epsilon
        self._node("LayerNormalization", inputs, [out], own=True, epsilon=epsilon)
        return out

    def _constant(self, name: str, values: np.ndarray[Any, Any]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(
        self, kind: str, inputs: list[str], outputs: list[str], *, own: bool = False, **how: Any
    ) -> None:
        """`own`: of ONNX itself, not one of onnxruntime's further operators."""
        domain = "" if own else _CONTRIBUTED
        self._nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **how))


class _Exact(_Builder):
    """Matrices as the file has them."""

    def _multiplied(self, state: str, blocks: Bytes, bias: str, out: str) -> None:
        numbers = numbers_of(blocks)
        pairs = numbers[..., 0::2] | (numbers[..., 1::2] << 4)
        scales = scales_of(blocks).reshape(-1)
        self._in_blocks(state, pairs, scales, bias, out, bits=4, block_size=BLOCK)


class _Quick(_Builder):
    """Matrices in 8 bits, multiplied as integers."""

    def _multiplied(self, state: str, blocks: Bytes, bias: str, out: str) -> None:
        weights = weights_of(blocks)
        if weights.shape[1] == self._model.sizes.inner:
            wide = weights.reshape(len(weights), -1, _LARGE_BLOCK)
            numbers, scales = _in_eight_bits(wide)
            shifted = (numbers.astype(np.int16) + 128).astype(np.uint8)
            self._in_blocks(
                state, shifted, scales.reshape(-1), bias, out, bits=8, block_size=_LARGE_BLOCK
            )
            return
        numbers, scales = _in_eight_bits(weights)
        inputs = [self._constant(f"{out}.B", numbers.T), self._constant(f"{out}.scales", scales)]
        self._node("DynamicQuantizeMatMul", [state, *inputs, "", bias], [out])


def _in_eight_bits(weights: Floats) -> tuple[np.ndarray[Any, np.dtype[np.int8]], Floats]:
    """Numbers from -127 to 127, and the scale of each run along the last axis."""
    scales = np.asarray(np.abs(weights).max(axis=-1) / 127 + _NEVER_ZERO, np.float32)
    return np.round(weights / scales[..., None]).astype(np.int8), scales
