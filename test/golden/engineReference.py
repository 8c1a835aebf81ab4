"""
Values and gradients that PyTorch 2.13.0 (CPU, double precision, seed 1) gives for what the engine must give too:
    python engineReference.py > engineReference.json
Every case is {inputs, y, gradients}, gradients of sum(y * weight) where weight[i] = 1 + (i mod 7) / 4 in row-major order.
"""

import json
import sys

import torch
from torch.nn import functional

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)


def packed(tensor):
    # Seven digits are more than float32 holds.
    return {"shape": list(tensor.shape), "data": [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]}


def case(inputs, apply):
    values = {name: tensor.float().double().requires_grad_(True) for name, tensor in inputs.items()}
    y = apply(**values)
    weight = 1 + (torch.arange(y.numel()) % 7).double() / 4
    (y.flatten() * weight).sum().backward()
    return {
        "inputs": {name: packed(value) for name, value in values.items()},
        "y": packed(y),
        "gradients": {name: packed(value.grad) for name, value in values.items()},
    }


def attention(x, query, key, value, output):
    split = lambda weight: (x @ weight).view(2, 3, 2, 2).transpose(1, 2)
    mixed = functional.scaled_dot_product_attention(split(query), split(key), split(value))
    return mixed.transpose(1, 2).reshape(2, 3, 4) @ output


def gbce(positive, negatives):
    rate = 3 / 99
    beta = rate * (0.75 * (1 - 1 / rate) + 1 / rate)
    return (-beta * functional.logsigmoid(positive) + functional.softplus(negatives).sum(1)).mean() / 4


LABELS = torch.tensor([0, 4, 2, 2])
rand = torch.randn
cases = {
    "convolution": case(
        {"x": rand(2, 3, 6, 5), "weight": rand(4, 3, 3, 3), "bias": rand(4)},
        lambda x, weight, bias: functional.conv2d(x, weight, bias, stride=2, padding=1),
    ),
    "convolution1": case(
        {"x": rand(2, 3, 5, 4), "weight": rand(2, 3, 3, 3), "bias": rand(2)},
        lambda x, weight, bias: functional.conv2d(x, weight, bias, padding=1),
    ),
    "groupNorm": case(
        {"x": rand(2, 6, 2, 3), "gain": rand(6), "bias": rand(6)},
        lambda x, gain, bias: functional.group_norm(x, 3, gain, bias),
    ),
    "layerNorm": case(
        {"x": rand(2, 3, 6), "gain": rand(6), "bias": rand(6)}, lambda x, gain, bias: functional.layer_norm(x, (6,), gain, bias)
    ),
    "gelu": case({"x": 2 * rand(3, 4)}, lambda x: functional.gelu(x)),
    "silu": case({"x": 2 * rand(3, 4)}, lambda x: functional.silu(x)),
    "upsampling": case({"x": rand(2, 2, 2, 3)}, lambda x: functional.interpolate(x, scale_factor=2, mode="nearest")),
    "attention": case(
        {"x": rand(2, 3, 4), "query": rand(4, 4), "key": rand(4, 4), "value": rand(4, 4), "output": rand(4, 4)}, attention
    ),
    "crossEntropy": case({"x": rand(4, 5)}, lambda x: functional.cross_entropy(x, LABELS)),
    "binaryCrossEntropy": case(
        {"x": rand(5), "target": torch.rand(5)}, lambda x, target: functional.binary_cross_entropy_with_logits(x, target)
    ),
    "bayesianPersonalizedRanking": case(
        {"positive": rand(5), "negative": rand(5)}, lambda positive, negative: -functional.logsigmoid(positive - negative).mean()
    ),
    "generalizedBinaryCrossEntropy": case({"positive": rand(4), "negatives": rand(4, 3)}, gbce),
}


def trained(make):
    """Ten steps on || x W + b - y ||^2 (mean), gradients clipped to a norm of 1, matrices decayed and biases not."""
    first = {"x": rand(6, 3), "y": rand(6, 2), "weight": rand(3, 2), "bias": rand(2)}
    x, y, weight, bias = (first[name].float().double() for name in ("x", "y", "weight", "bias"))
    weight, bias = weight.clone().requires_grad_(True), bias.clone().requires_grad_(True)
    optimizer = make([{"params": [weight]}, {"params": [bias], "weight_decay": 0.0}])
    losses = []
    for _ in range(10):
        optimizer.zero_grad()
        loss = functional.mse_loss(x @ weight + bias, y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([weight, bias], 1.0)
        optimizer.step()
        losses.append(loss.detach())
    return {
        "inputs": {name: packed(value.float().double()) for name, value in first.items()},
        "losses": packed(torch.stack(losses)),
        "last": {"weight": packed(weight), "bias": packed(bias)},
    }


optimizers = {
    "sgd": trained(lambda groups: torch.optim.SGD(groups, lr=0.1, momentum=0.9)),
    "adagrad": trained(lambda groups: torch.optim.Adagrad(groups, lr=0.3, initial_accumulator_value=0.1)),
    "adam": trained(lambda groups: torch.optim.Adam(groups, lr=0.05)),
    "adamW": trained(lambda groups: torch.optim.AdamW(groups, lr=0.05, weight_decay=0.1)),
}
json.dump({"torch": torch.__version__, "cases": cases, "optimizers": optimizers}, sys.stdout, separators=(",", ":"))
print()
