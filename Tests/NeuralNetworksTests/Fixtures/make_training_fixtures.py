"""Writes training-*.json: what PyTorch's optimisers and losses give on small problems drawn here.

Made with PyTorch 2.15: python make_training_fixtures.py

Each file is an object of named tensors {"shape": [...], "values": [...]}. Inputs and settings are float32 numbers; PyTorch
computed in float64, and what it found was rounded to float32 at the end, so that the differences are our own rounding.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch.distributions import Categorical, Normal, kl_divergence

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)
torch.manual_seed(20)


def draw(*shape, scale=1.0):
    """Normal numbers that float32 holds exactly."""
    return (torch.randn(*shape) * scale).float().double()


def number(x):
    """The shortest decimal that reads back as the same float32."""
    return float(np.format_float_scientific(np.float32(x), unique=True))


def setting(x):
    """The float32 number next to x."""
    return float(np.float32(x))


def write(name, tensors):
    def encoded(tensor):
        values = tensor.detach().contiguous().flatten().tolist()
        return {"shape": list(tensor.shape), "values": [number(x) for x in values]}

    text = json.dumps({key: encoded(value) for key, value in tensors.items()}, separators=(",", ":"))
    (HERE / f"training-{name}.json").write_text(text.replace("},", "},\n") + "\n")


def optimizers():
    """Twenty steps of each down ½ mean (x W + b - y)², after each of which W and b are noted."""
    inputs, targets = draw(6, 3), draw(6, 2, scale=2)
    weights, bias = draw(3, 2), draw(2)
    found = {"inputs": inputs, "targets": targets, "weights": weights, "bias": bias}

    def run(name, make, clip=None):
        w, b = weights.clone().requires_grad_(), bias.clone().requires_grad_()
        optimizer = make([w, b])
        path = []
        for _ in range(20):
            optimizer.zero_grad()
            (0.5 * (inputs @ w + b - targets).square().mean()).backward()
            if clip:
                clip([w, b])
            optimizer.step()
            path.append(torch.cat([w.detach().flatten(), b.detach()]))
        found[name] = torch.stack(path)

    optim, rate, tenth = torch.optim, setting(0.05), setting(0.1)
    betas, momentum = (setting(0.9), setting(0.999)), setting(0.9)
    run("adam", lambda p: optim.Adam(p, lr=rate, betas=betas, eps=setting(1e-8)))
    run("adamw", lambda p: optim.AdamW(
        p, lr=rate, betas=betas, eps=setting(1e-8), weight_decay=tenth))
    run("sgd", lambda p: optim.SGD(p, lr=tenth))
    run("momentum", lambda p: optim.SGD(p, lr=rate, momentum=momentum))
    run("nesterov", lambda p: optim.SGD(p, lr=rate, momentum=momentum, nesterov=True))
    run("decayed", lambda p: optim.SGD(p, lr=rate, momentum=momentum, weight_decay=tenth))
    run("rmsprop", lambda p: optim.RMSprop(p, lr=rate, alpha=setting(0.99), eps=setting(1e-5)))
    run("clipped-norm", lambda p: optim.SGD(p, lr=tenth),
        lambda p: torch.nn.utils.clip_grad_norm_(p, 0.5))
    run("clipped-value", lambda p: optim.SGD(p, lr=tenth),
        lambda p: torch.nn.utils.clip_grad_value_(p, 0.25))
    write("optimizers", found)


def losses():
    """The value of each loss, and its gradients with respect to the inputs named."""
    found = {
        "logits": draw(5, 4, scale=2), "otherLogits": draw(5, 4, scale=2),
        "x": draw(5, 4, scale=2), "y": draw(5, 4, scale=2),
        "probabilities": torch.rand(5, 4).float().double(),
        "mean": draw(5, 4), "logDeviation": draw(5, 4, scale=0.5),
        "otherMean": draw(5, 4), "otherLogDeviation": draw(5, 4, scale=0.5),
    }
    targets, weights = torch.tensor([2, 0, 3, 1, 2]), torch.tensor([1.0, 1, 0, 1, 0])

    def run(name, names, function):
        inputs = [found[key].clone().requires_grad_() for key in names]
        value = function(*inputs)
        value.sum().backward()
        found[name] = value
        for key, tensor in zip(names, inputs):
            found[f"{name} d {key}"] = tensor.grad

    def gaussian(mean, log_deviation):
        return Normal(mean, log_deviation.exp())

    run("crossEntropy", ["logits"], lambda z: F.cross_entropy(z, targets))
    ignoring = torch.where(weights > 0, targets, -100)
    run("paddedCrossEntropy", ["logits"], lambda z: F.cross_entropy(z, ignoring, ignore_index=-100))
    run("binaryCrossEntropy", ["x"],
        lambda x: F.binary_cross_entropy_with_logits(x, found["probabilities"]))
    run("squaredError", ["x", "y"], F.mse_loss)
    run("huber", ["x", "y"], lambda x, y: F.huber_loss(x, y, delta=1.5))
    run("categoricalEntropy", ["logits"], lambda z: Categorical(logits=z).entropy())
    run("categoricalDivergence", ["logits", "otherLogits"],
        lambda p, q: kl_divergence(Categorical(logits=p), Categorical(logits=q)))
    run("logProbability", ["logits"], lambda z: Categorical(logits=z).log_prob(targets))
    run("logDensity", ["x", "mean", "logDeviation"],
        lambda x, m, s: gaussian(m, s).log_prob(x).sum(-1))
    run("gaussianEntropy", ["mean", "logDeviation"], lambda m, s: (gaussian(m, s).entropy() + 0 * m).sum(-1))
    run("gaussianDivergence", ["mean", "logDeviation", "otherMean", "otherLogDeviation"],
        lambda m, s, n, t: kl_divergence(gaussian(m, s), gaussian(n, t)).sum(-1))
    write("losses", found)


optimizers()
losses()
