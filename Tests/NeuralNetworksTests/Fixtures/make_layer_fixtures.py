"""Writes layers-*.json: what PyTorch's layers give, forward and back, for parameters and inputs drawn here.

Made with PyTorch 2.15: python make_layer_fixtures.py

Each file is an object of named tensors {"shape": [...], "values": [...]}. Inputs and parameters are float32 numbers and
lie as our layers lay them out (weights [in, out]). PyTorch computed in float64, and what it found was rounded to float32
at the end, so that the differences are our own rounding. `cotangent_<output>` is what an output is multiplied by before
it is summed up; `d_<name>` is the gradient of that sum with respect to <name>, and `dd_<name>` the gradient of half the
squared length of all those gradients: what it takes second derivatives to find.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)


def draw(*shape, scale=1.0):
    """Normal numbers that float32 holds exactly."""
    return (torch.randn(*shape) * scale).float().double().requires_grad_()


def number(x):
    """The shortest decimal that reads back as the same float32."""
    return float(np.format_float_scientific(np.float32(x), unique=True))


def write(name, **tensors):
    def encoded(tensor):
        values = tensor.detach().contiguous().flatten().tolist()
        return {"shape": list(tensor.shape), "values": [number(x) for x in values]}

    text = json.dumps({key: encoded(value) for key, value in tensors.items()}, separators=(",", ":"))
    (HERE / f"layers-{name}.json").write_text(text.replace("},", "},\n") + "\n")


def record(name, function, **leaves):
    """Stores the leaves, function(**leaves), and the gradients of its product with a random cotangent.

    The function may give several outputs, each with a name.
    """
    outputs = function(**leaves)
    if not isinstance(outputs, dict):
        outputs = {"output": outputs}
    cotangents = {f"cotangent_{key}": draw(*value.shape).detach() for key, value in outputs.items()}
    total = sum((outputs[key] * cotangents[f"cotangent_{key}"]).sum() for key in outputs)
    points = list(leaves.values())
    first = torch.autograd.grad(total, points, create_graph=True)
    length = sum(gradient.square().sum() for gradient in first) / 2
    second = [torch.zeros_like(point) for point in points]
    if length.requires_grad:
        second = torch.autograd.grad(length, points, allow_unused=True, materialize_grads=True)
    write(name, **leaves, **outputs, **cotangents,
          **{f"d_{key}": gradient for key, gradient in zip(leaves, first)},
          **{f"dd_{key}": gradient for key, gradient in zip(leaves, second)})


def recurrent(module, biases):
    """Runs a module of one layer with our parameters in place of its own."""
    def run(inputWeights, stateWeights, x, states, **bias):
        own = {"weight_ih_l0": inputWeights.T, "weight_hh_l0": stateWeights.T}
        own.update(biases(**bias))
        return torch.func.functional_call(module, own, (x, states))
    return run


def lstm():
    time, batch, features, hidden = 5, 3, 4, 6
    run = recurrent(
        nn.LSTM(features, hidden),
        lambda bias: {"bias_ih_l0": bias, "bias_hh_l0": torch.zeros_like(bias)})

    def function(inputWeights, stateWeights, bias, x, output, cell):
        outputs, (_, last) = run(
            inputWeights, stateWeights, x, (output[None], cell[None]), bias=bias)
        return {"outputs": outputs, "last": last[0]}

    record("lstm", function, inputWeights=draw(features, 4 * hidden, scale=0.5),
           stateWeights=draw(hidden, 4 * hidden, scale=0.5), bias=draw(4 * hidden, scale=0.5),
           x=draw(time, batch, features), output=draw(batch, hidden, scale=0.5),
           cell=draw(batch, hidden))


def gru():
    time, batch, features, hidden = 5, 3, 4, 6
    run = recurrent(
        nn.GRU(features, hidden),
        lambda inputBias, stateBias: {"bias_ih_l0": inputBias, "bias_hh_l0": stateBias})

    def function(inputWeights, stateWeights, inputBias, stateBias, x, state):
        return run(inputWeights, stateWeights, x, state[None], inputBias=inputBias,
                   stateBias=stateBias)[0]

    record("gru", function, inputWeights=draw(features, 3 * hidden, scale=0.5),
           stateWeights=draw(hidden, 3 * hidden, scale=0.5),
           inputBias=draw(3 * hidden, scale=0.5), stateBias=draw(3 * hidden, scale=0.5),
           x=draw(time, batch, features), state=draw(batch, hidden, scale=0.5))


def attention():
    batch, time, items, features, heads = 2, 5, 4, 6, 3
    for name, causal in [("causal-attention", True), ("attention", False)]:
        record(name,
               lambda queries, keys, values: F.scaled_dot_product_attention(
                   queries, keys, values, is_causal=causal),
               queries=draw(batch, time, features), keys=draw(batch, time, features),
               values=draw(batch, time, 3))

    module = nn.MultiheadAttention(features, heads, batch_first=True)

    def function(causal, wq, wk, wv, wo, bq, bk, bv, bo, x, memory=None):
        own = {"in_proj_weight": torch.cat([wq.T, wk.T, wv.T]), "in_proj_bias": torch.cat([bq, bk, bv]),
               "out_proj.weight": wo.T, "out_proj.bias": bo}
        memory = x if memory is None else memory
        mask = torch.ones(time, time).triu(1).bool() if causal else None
        return torch.func.functional_call(
            module, own, (x, memory, memory), {"attn_mask": mask, "need_weights": False})[0]

    def parameters():
        weights = {key: draw(features, features, scale=0.5) for key in ("wq", "wk", "wv", "wo")}
        return weights | {key: draw(features, scale=0.5) for key in ("bq", "bk", "bv", "bo")}

    record("self-attention", lambda **leaves: function(True, **leaves), **parameters(),
           x=draw(batch, time, features))
    record("cross-attention", lambda **leaves: function(False, **leaves), **parameters(),
           x=draw(batch, time, features), memory=draw(batch, items, features))


def images():
    record("convolution",
           lambda x, filters, bias: F.conv2d(x, filters, bias, stride=2, padding=1),
           x=draw(2, 3, 7, 6), filters=draw(4, 3, 3, 2), bias=draw(4))
    record("sequence-convolution",
           lambda x, filters, bias: F.relu(
               F.conv1d(x.transpose(1, 2), filters.permute(2, 1, 0), bias)).transpose(1, 2),
           x=draw(3, 7, 4), filters=draw(3, 4, 5), bias=draw(5))
    record("max-pooling", lambda x: F.max_pool2d(x, 3, 2), x=draw(2, 2, 7, 6))


def rows():
    record("layer-norm", lambda x, scale, shift: F.layer_norm(x, (7,), scale, shift, 1e-5),
           x=draw(3, 2, 7), scale=draw(7), shift=draw(7))
    record("embedding", lambda table: F.embedding(torch.tensor([[4, 0, 4], [1, 4, 2]]), table),
           table=draw(5, 3))

    def highway(x, transformWeights, transformBias, gateWeights, gateBias):
        gate = torch.sigmoid(x @ gateWeights + gateBias)
        return gate * F.relu(x @ transformWeights + transformBias) + (1 - gate) * x

    record("highway", highway, x=draw(4, 5), transformWeights=draw(5, 5), transformBias=draw(5),
           gateWeights=draw(5, 5), gateBias=draw(5))


if __name__ == "__main__":
    torch.manual_seed(20)
    torch.backends.mha.set_fastpath_enabled(False)
    lstm()
    gru()
    # The fused kernels have no second derivatives.
    with nn.attention.sdpa_kernel(nn.attention.SDPBackend.MATH):
        attention()
    images()
    rows()
