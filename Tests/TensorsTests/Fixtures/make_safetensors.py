"""Writes python.safetensors and types.safetensors with the safetensors package (0.8.0) and PyTorch.

    python make_safetensors.py            writes both
    python make_safetensors.py FILE       reads FILE, and prints its tensors and metadata
"""

import sys
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

HERE = Path(__file__).parent

if len(sys.argv) > 1:
    with safe_open(sys.argv[1], framework="pt") as file:
        print(file.metadata())
        for name in sorted(file.keys()):
            tensor = file.get_tensor(name)
            print(name, tensor.dtype, list(tensor.shape), tensor.flatten().tolist())
    sys.exit()

save_file(
    {
        "layers.1.weights": torch.tensor([[1.5, -2.0, 0.25], [1e-40, float("inf"), -0.0]]),
        "layers.0.bias": torch.tensor([3.0, 4.0]),
        "Übung \"x\"\n": torch.tensor(7.0),
        "empty": torch.zeros(0, 3),
    },
    HERE / "python.safetensors",
    metadata={"note": "by \"Python\""},
)
numbers = torch.tensor([[1.0, -0.5], [65504.0, 6e-8]])
save_file(
    {
        "half": numbers.half(),
        "brain": numbers.bfloat16(),
        "double": numbers.double() + 1e-12,
        "single": numbers,
    },
    HERE / "types.safetensors",
)
