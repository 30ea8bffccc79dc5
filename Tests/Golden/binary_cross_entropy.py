"""Writes binary_cross_entropy.json: meta-learning with binary cross-entropy on a small problem, by PyTorch's automatic
differentiation in double precision.

The problem is that of Tests/PreferenceTests/SmallProblem.swift with targets of 0 and 1.
Run: python3 Tests/Golden/binary_cross_entropy.py
"""

import json
import os

import torch

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(3)
EMBEDDING, HIDDEN, RATE = 3, 5, 0.3
GENRES = [[0, 1], [], [1], [2, 0], [1, 2], [0]]
MAKERS = [0, 1, None, 0, 2, 1]
YEARS = [1990, 2000, None, 1985, 2010, 1999]
AGES = [0, None]
TASKS = [
    {"user": 0, "items": [0, 1, 2, 3, 4], "targets": [1, 0, 1, 0, 1], "support": 3},
    {"user": 1, "items": [5, 4, 3, 0], "targets": [1, 0, 1, 0], "support": 2},
]


def draw(*shape):
    return torch.randn(*shape, generator=generator).requires_grad_()


inputs = 3 * EMBEDDING + 1
tensors = {
    "model.item_emb.embedding_genre.weight": draw(EMBEDDING, 3),
    "model.item_emb.embedding_maker.weight": draw(3, EMBEDDING),
    "model.user_emb.embedding_age.weight": draw(1, EMBEDDING),
    "model.fc1.weight": draw(HIDDEN, inputs),
    "model.fc1.bias": draw(HIDDEN),
    "model.fc2.weight": draw(HIDDEN, HIDDEN),
    "model.fc2.bias": draw(HIDDEN),
    "model.linear_out.weight": draw(1, HIDDEN),
    "model.linear_out.bias": draw(1),
}
DECISION = [name for name in tensors if "emb" not in name]
present = torch.tensor([float(year) for year in YEARS if year is not None])
mean, deviation = present.mean(), present.std(unbiased=False)


def mean_of(rows, tokens):
    return rows[tokens].mean(0) if tokens else torch.zeros(EMBEDDING)


def features(user, item):
    year = YEARS[item]
    return torch.cat([
        mean_of(tensors["model.item_emb.embedding_genre.weight"].T, GENRES[item]),
        mean_of(tensors["model.item_emb.embedding_maker.weight"], [MAKERS[item]] if MAKERS[item] is not None else []),
        torch.zeros(1) if year is None else ((year - mean) / deviation).reshape(1),
        mean_of(tensors["model.user_emb.embedding_age.weight"], [AGES[user]] if AGES[user] is not None else []),
    ])


def logits(user, items, layers):
    x = torch.stack([features(user, item) for item in items])
    h = torch.relu(x @ layers["model.fc1.weight"].T + layers["model.fc1.bias"])
    h = torch.relu(h @ layers["model.fc2.weight"].T + layers["model.fc2.bias"])
    return (h @ layers["model.linear_out.weight"].T + layers["model.linear_out.bias"]).reshape(-1)


def loss(user, items, targets, layers, reduction="mean"):
    return torch.nn.functional.binary_cross_entropy_with_logits(
        logits(user, items, layers), torch.tensor([float(y) for y in targets]), reduction=reduction)


def query_loss(steps, second_order):
    total = 0
    for task in TASKS:
        layers = {name: tensors[name] for name in DECISION}
        n = task["support"]
        for _ in range(steps):
            support = loss(task["user"], task["items"][:n], task["targets"][:n], layers)
            slopes = torch.autograd.grad(support, list(layers.values()), create_graph=second_order)
            layers = {name: value - RATE * slope for (name, value), slope in zip(layers.items(), slopes)}
        total = total + loss(task["user"], task["items"][n:], task["targets"][n:], layers)
    return total / len(TASKS)


def numbers(values):
    return {"shape": list(values.shape), "values": values.detach().reshape(-1).tolist()}


def gradients(steps, second_order):
    value = query_loss(steps, second_order)
    slopes = torch.autograd.grad(value, list(tensors.values()), allow_unused=True)
    return {
        "steps": steps, "secondOrder": second_order, "loss": value.item(),
        "gradient": {
            name: numbers(torch.zeros_like(tensors[name]) if slope is None else slope)
            for name, slope in zip(tensors, slopes)
        },
    }


def pair_norms():
    layers = {name: tensors[name] for name in DECISION}
    rows = []
    for task in TASKS:
        for item, target in zip(task["items"], task["targets"]):
            value = loss(task["user"], [item], [target], layers)
            estimate = logits(task["user"], [item], layers).sum()
            names = list(tensors)
            row = {"user": task["user"], "item": item, "target": target}
            for key, differentiated in [
                ("loss", value), ("unitError", estimate), ("unitLoss", value / value.detach()),
            ]:
                slopes = torch.autograd.grad(
                    differentiated, list(tensors.values()), retain_graph=True, allow_unused=True)
                norms = {name: 0.0 if slope is None else slope.norm().item() for name, slope in zip(names, slopes)}
                row[key] = sum(norms[name] ** 2 for name in DECISION) ** 0.5
                row[key + "All"] = sum(norm**2 for norm in norms.values()) ** 0.5
            rows.append(row)
    return rows


def pointwise():
    rows = []
    for logit in [-800.0, -40.0, -2.5, -1e-3, 0.0, 0.7, 3.0, 40.0, 800.0]:
        for target in [0.0, 1.0, 0.25]:
            z = torch.tensor(logit, requires_grad=True)
            value = torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(target))
            (slope,) = torch.autograd.grad(value, z)
            s = torch.sigmoid(torch.tensor(logit)).item()
            rows.append({"estimate": logit, "target": target, "value": value.item(), "slope": slope.item(), "probability": s})
    return rows


result = {
    "origin": f"Tests/Golden/binary_cross_entropy.py with torch {torch.__version__}",
    "rate": RATE, "tasks": TASKS, "tensors": {name: numbers(value) for name, value in tensors.items()},
    "updates": [gradients(steps, order) for steps in (1, 2, 5) for order in (False, True)],
    "pairs": pair_norms(), "pointwise": pointwise(),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "binary_cross_entropy.json")
with open(path, "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
