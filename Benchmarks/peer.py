#!/usr/bin/env python3
"""The same work in PyTorch: what the authors of MeLU do, and the best that we could write with torch's own means.

Reads the arrays that `icebreaker-benchmark --export` wrote, then does one piece of work per line of standard input and
answers with its seconds, a number that depends on the result, and how much was done:

    score-loop PAIRS        one pair at a time through autograd, dense multi-hot inputs, as the authors' program
    score-vmap BATCH        torch.func.vmap of the gradient, pairs in batches
    score-closed BATCH      outer products in closed form, pairs in batches
    epoch-loop BATCHES      training one user at a time through autograd
    epoch-vmap STEPS BATCHES    second order: vmap over the users of a batch, sets padded to the longest
    epoch-batched STEPS BATCHES     first order by hand: all users of a batch in padded products
    recommend USERS         a local update of 5 steps on 20 ratings, and the top 20 of the catalogue
"""

import json
import pathlib
import sys
import time

import numpy
import torch
import torch.nn.functional as F

WIDTH, QUERY, USERS = 32, 10, 32


def load(folder):
    folder = pathlib.Path(folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    arrays = {name: numpy.fromfile(folder / name, dtype=entry["type"]) for name, entry in manifest.items()}
    data = (folder / "weights.safetensors").read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + size])
    weights = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            values = numpy.frombuffer(data[8 + size + start:8 + size + end], dtype="<f4").reshape(entry["shape"])
            weights[name.removeprefix("model.")] = torch.tensor(values)
    return arrays, weights


class Feature:
    """One token feature: a table [rows, 32] and the tokens of each user or item."""

    def __init__(self, arrays, side, name, weight):
        self.table = weight.t().contiguous() if weight.shape[0] == WIDTH and weight.shape[1] != WIDTH else weight.clone()
        self.offsets = torch.tensor(arrays[f"{side}.{name}.offsets"], dtype=torch.long)
        self.indices = torch.tensor(arrays[f"{side}.{name}.indices"], dtype=torch.long)

    def multi_hot(self):
        rows = len(self.offsets) - 1
        hot = torch.zeros(rows, self.table.shape[0])
        counts = self.offsets[1:] - self.offsets[:-1]
        hot[torch.repeat_interleave(torch.arange(rows), counts), self.indices] = 1
        return hot

    def embed(self, entities, table=None):
        """The mean of the tokens' rows, by embedding_bag over the tokens of the given entities."""
        table = self.table if table is None else table
        starts, counts = self.offsets[entities], self.offsets[entities + 1] - self.offsets[entities]
        total = int(counts.sum())
        begins = torch.cumsum(counts, 0) - counts
        places = torch.arange(total) - torch.repeat_interleave(begins, counts) + torch.repeat_interleave(starts, counts)
        return F.embedding_bag(self.indices[places], table, begins, mode="mean")


class Peer:
    def __init__(self, folder):
        self.arrays, weights = load(folder)
        names = lambda side: [key.split("embedding_")[1].removesuffix(".weight") for key in weights if key.startswith(side)]
        order = {"item": [], "user": []}
        for side in order:
            known = set(names(f"{side}_emb"))
            listed = [key.split(".")[1] for key in self.arrays if key.startswith(f"{side}.") and key.endswith(".offsets")]
            order[side] = [name for name in listed if name in known]
        self.features = {
            side: [Feature(self.arrays, side, name, weights[f"{side}_emb.embedding_{name}.weight"]) for name in order[side]]
            for side in order}
        self.theta = [weights[key].clone() for key in (
            "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "linear_out.weight", "linear_out.bias")]
        offsets = self.arrays["tasks.offsets"]
        self.tasks = []
        for k, user in enumerate(self.arrays["tasks.users"]):
            part = slice(offsets[k], offsets[k + 1])
            items = torch.tensor(self.arrays["tasks.items"][part], dtype=torch.long)
            ratings = torch.tensor(self.arrays["tasks.ratings"][part])
            self.tasks.append((int(user), items, ratings, int(self.arrays["tasks.support"][k])))
        self.pairs = [
            torch.cat([torch.full((n,), user) for user, _, _, n in self.tasks]),
            torch.cat([items[:n] for _, items, _, n in self.tasks]),
            torch.cat([ratings[:n] for _, _, ratings, n in self.tasks])]
        self.item_count = len(self.features["item"][0].offsets) - 1
        self.state = None
        self.hot = None

    # What several pieces of work share.
    def inputs(self, users, items, tables=None):
        tables = tables or [None] * 100
        sides = [(f, items) for f in self.features["item"]] + [(f, users) for f in self.features["user"]]
        return torch.cat([f.embed(entities, table) for (f, entities), table in zip(sides, tables)], 1)

    @staticmethod
    def estimate(theta, x):
        w1, b1, w2, b2, w3, b3 = theta
        return F.linear(F.relu(F.linear(F.relu(F.linear(x, w1, b1)), w2, b2)), w3, b3).squeeze(-1)

    def dense(self, users, items, tables=None):
        """Inputs through dense multi-hot rows, as the authors' program has them."""
        if self.hot is None:
            self.hot = {side: [f.multi_hot() for f in features] for side, features in self.features.items()}
        own = iter(tables or [f.table for f in self.features["item"] + self.features["user"]])
        parts = []
        for side, entities in (("item", items), ("user", users)):
            for hot in self.hot[side]:
                rows = hot[entities]
                parts.append(rows @ next(own) / rows.sum(1, keepdim=True).clamp(min=1))
        return torch.cat(parts, 1)

    # Scoring.
    def score_loop(self, count):
        """The unit loss, its gradient of all parameters with a graph of its own, and the sum of the tensors' norms."""
        tables = [f.table.clone().requires_grad_() for f in self.features["item"] + self.features["user"]]
        theta = [t.clone().requires_grad_() for t in self.theta]
        total = 0.0
        for users, items, ratings in zip(*(column[:count].split(1) for column in self.pairs)):
            loss = F.mse_loss(self.estimate(theta, self.dense(users, items, tables)), ratings)
            loss = loss / torch.norm(loss).item()
            gradient = torch.autograd.grad(loss, tables + theta, create_graph=True)
            total += sum(torch.norm(g).item() for g in gradient)
        return total, count

    def score_vmap(self, batch):
        def loss(theta, x, y):
            return (self.estimate(theta, x) - y) ** 2

        norms = torch.func.vmap(torch.func.grad(loss), in_dims=(None, 0, 0))
        total, count = 0.0, len(self.pairs[0])
        for start in range(0, count, batch):
            users, items, ratings = (column[start:start + batch] for column in self.pairs)
            gradient = norms(tuple(self.theta), self.inputs(users, items), ratings)
            total += float(torch.sqrt(sum(g.flatten(1).square().sum(1) for g in gradient)).sum())
        return total, count

    def score_closed(self, batch):
        w1, b1, w2, b2, w3, b3 = self.theta
        half = sum(f.table.shape[1] for f in self.features["item"])
        every = torch.arange(self.item_count)
        items_in = torch.cat([f.embed(every) for f in self.features["item"]], 1)
        everyone = torch.arange(len(self.features["user"][0].offsets) - 1)
        users_in = torch.cat([f.embed(everyone) for f in self.features["user"]], 1)
        item_half, user_half = items_in @ w1[:, :half].t(), users_in @ w1[:, half:].t() + b1
        item_squares, user_squares = items_in.square().sum(1), users_in.square().sum(1)
        total, count = 0.0, len(self.pairs[0])
        for start in range(0, count, batch):
            users, items, ratings = (column[start:start + batch] for column in self.pairs)
            h1 = F.relu(item_half[items] + user_half[users])
            h2 = F.relu(torch.addmm(b2, h1, w2.t()))
            error = 2 * (h2 @ w3[0] + b3 - ratings)
            d2 = (h2 > 0) * w3
            d1 = (d2 @ w2) * (h1 > 0)
            squares = (d1.square().sum(1) * (item_squares[items] + user_squares[users] + 1)
                       + d2.square().sum(1) * (h1.square().sum(1) + 1) + h2.square().sum(1) + 1)
            total += float((error.abs() * squares.sqrt()).sum())
        return total, count

    # Training.
    def begin(self, kind):
        if self.state and self.state[0] == kind:
            return self.state[1:]
        tables = [f.table.clone().requires_grad_() for f in self.features["item"] + self.features["user"]]
        theta = [t.clone().requires_grad_() for t in self.theta]
        self.state = (kind, tables, theta, torch.optim.Adam(tables + theta, lr=5e-5))
        return self.state[1:]

    def batches(self, count):
        full = len(self.tasks) // USERS
        return [self.tasks[k * USERS:(k + 1) * USERS] for k in range(min(count or full, full))]

    def epoch_loop(self, count):
        """First order, one user at a time; dense inputs and the local update by autograd, as the authors do."""
        tables, theta, adam = self.begin("loop")
        last = 0.0
        for batch in self.batches(count):
            adam.zero_grad()
            losses = []
            for user, items, ratings, n in batch:
                x = self.dense(torch.full_like(items, user), items, tables)
                support = F.mse_loss(self.estimate(theta, x[:n]), ratings[:n])
                gradient = torch.autograd.grad(support, theta, create_graph=True)
                gradient = [g.detach() for g in gradient]
                fast = [t - 1e-3 * g for t, g in zip(theta, gradient)]
                losses.append(F.mse_loss(self.estimate(fast, x[n:]), ratings[n:]))
            loss = torch.stack(losses).mean()
            loss.backward()
            adam.step()
            last = float(loss.detach())
        return last, len(self.batches(count))

    def padded(self, batch, tables):
        longest = max(len(items) for _, items, _, _ in batch)
        items = torch.zeros(len(batch), longest, dtype=torch.long)
        ratings = torch.zeros(len(batch), longest)
        mask = torch.zeros(len(batch), longest)
        for k, (_, own, values, n) in enumerate(batch):
            # The query set first, so that it has one place in every row.
            items[k, :len(own)] = torch.cat([own[n:], own[:n]])
            ratings[k, :len(own)] = torch.cat([values[n:], values[:n]])
            mask[k, QUERY:len(own)] = 1 / n
        users = torch.tensor([user for user, _, _, _ in batch])
        rows, place = torch.unique(items, return_inverse=True)
        item_in = torch.cat([f.embed(rows, t) for f, t in zip(self.features["item"], tables)], 1)
        user_in = torch.cat(
            [f.embed(users, t) for f, t in zip(self.features["user"], tables[len(self.features["item"]):])], 1)
        x = torch.cat([item_in[place], user_in[:, None].expand(-1, longest, -1)], 2)
        return x, ratings, mask

    def epoch_batched(self, steps, count):
        """First order by hand: the local gradient of all users of a batch as padded batched products."""
        tables, theta, adam = self.begin("batched")
        last = 0.0
        for batch in self.batches(count):
            adam.zero_grad()
            x, y, mask = self.padded(batch, tables)
            with torch.no_grad():
                s, ys, m = x[:, QUERY:], y[:, QUERY:], mask[:, QUERY:]
                fast = [t.expand(len(batch), *t.shape) for t in theta]
                for _ in range(steps):
                    w1, b1, w2, b2, w3, b3 = fast
                    h1 = F.relu(torch.baddbmm(b1[:, None], s, w1.transpose(1, 2)))
                    h2 = F.relu(torch.baddbmm(b2[:, None], h1, w2.transpose(1, 2)))
                    g = 2 * m * ((h2 @ w3.transpose(1, 2)).squeeze(2) + b3 - ys)
                    d2 = g[:, :, None] * w3 * (h2 > 0)
                    d1 = (d2 @ w2) * (h1 > 0)
                    gradient = [
                        d1.transpose(1, 2) @ s, d1.sum(1), d2.transpose(1, 2) @ h1, d2.sum(1),
                        g[:, None] @ h2, g.sum(1, keepdim=True)]
                    fast = [t - 1e-3 * d for t, d in zip(fast, gradient)]
            fast = [t.detach().requires_grad_() for t in fast]
            w1, b1, w2, b2, w3, b3 = fast
            h1 = F.relu(torch.baddbmm(b1[:, None], x[:, :QUERY], w1.transpose(1, 2)))
            h2 = F.relu(torch.baddbmm(b2[:, None], h1, w2.transpose(1, 2)))
            loss = ((h2 @ w3.transpose(1, 2)).squeeze(2) + b3 - y[:, :QUERY]).square().mean()
            loss.backward()
            for t, f in zip(theta, fast):
                t.grad = f.grad.sum(0)
            adam.step()
            last = float(loss.detach())
        return last, len(self.batches(count))

    def epoch_vmap(self, steps, count):
        """Exact second order: grad through the local update, vmap over the users."""
        tables, theta, adam = self.begin("vmap")

        def task_loss(theta, x, y, mask):
            def support(theta):
                return (mask[QUERY:] * (self.estimate(theta, x[QUERY:]) - y[QUERY:]).square()).sum()

            fast = theta
            for _ in range(steps):
                fast = tuple(t - 1e-3 * g for t, g in zip(fast, torch.func.grad(support)(fast)))
            return (self.estimate(fast, x[:QUERY]) - y[:QUERY]).square().mean()

        losses = torch.func.vmap(task_loss, in_dims=(None, 0, 0, 0))
        last = 0.0
        for batch in self.batches(count):
            adam.zero_grad()
            loss = losses(tuple(theta), *self.padded(batch, tables)).mean()
            loss.backward()
            adam.step()
            last = float(loss.detach())
        return last, len(self.batches(count))

    # Serving.
    @torch.no_grad()
    def recommend(self, count):
        every = torch.arange(self.item_count)
        catalogue = torch.cat([f.embed(every) for f in self.features["item"]], 1)
        total = 0
        for user, items, ratings, n in self.tasks[:count]:
            items, ratings = items[:20], ratings[:20]
            own = torch.cat([f.embed(torch.tensor([user])) for f in self.features["user"]], 1)
            s = torch.cat([catalogue[items], own.expand(len(items), -1)], 1)
            fast = self.theta
            for _ in range(5):
                w1, b1, w2, b2, w3, b3 = fast
                h1 = F.relu(torch.addmm(b1, s, w1.t()))
                h2 = F.relu(torch.addmm(b2, h1, w2.t()))
                g = 2 / len(items) * (h2 @ w3[0] + b3 - ratings)
                d2 = g[:, None] * w3 * (h2 > 0)
                d1 = (d2 @ w2) * (h1 > 0)
                gradient = [d1.t() @ s, d1.sum(0), d2.t() @ h1, d2.sum(0), (g @ h2)[None], g.sum()[None]]
                fast = [t - 0.02 * d for t, d in zip(fast, gradient)]
            estimates = self.estimate(fast, torch.cat([catalogue, own.expand(self.item_count, -1)], 1))
            estimates[items] = -torch.inf
            total += int(torch.topk(estimates, 20).indices[0])
        return total, count


def main():
    torch.set_num_threads(1)
    peer = Peer(sys.argv[1])
    print("ready", len(peer.pairs[0]), len(peer.tasks), torch.__version__, flush=True)
    for line in sys.stdin:
        name, *numbers = line.split()
        work = getattr(peer, name.replace("-", "_"))
        start = time.perf_counter()
        value, count = work(*(int(number) for number in numbers))
        print(time.perf_counter() - start, value, count, flush=True)


if __name__ == "__main__":
    main()
