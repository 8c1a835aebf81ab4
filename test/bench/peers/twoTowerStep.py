"""One training step of the two-tower model of two-tower-step-1024 by PyTorch on the CPU: prints {"ms": [...]}."""

import json
import time

import torch
from torch import nn
from torch.nn import functional

BATCH, SIZE, HISTORY, FILMS, PROFILE = 1024, 128, 30, 3706, 33
CONTENT = 20 + 12 + 385


class Towers(nn.Module):
    def __init__(self):
        super().__init__()
        self.history = nn.EmbeddingBag(FILMS, SIZE, mode="sum")
        self.profile = nn.Linear(PROFILE, SIZE)
        self.film = nn.Embedding(FILMS, SIZE)
        self.bias = nn.Embedding(FILMS, 1)
        self.content = nn.Linear(CONTENT, SIZE, bias=False)
        self.popularity = nn.Linear(SIZE, 1, bias=False)

    def forward(self, history, weights, profile, films, is_known, content, log_probabilities):
        queries = torch.tanh(self.history(history, per_sample_weights=weights) + self.profile(profile))
        said = self.content(content[films])
        vectors = self.film(films) * is_known + said
        biases = self.bias(films) * is_known + self.popularity(said)
        logits = queries @ vectors.T + biases.T - log_probabilities
        same = (films[:, None] == films[None, :]) & ~torch.eye(BATCH, dtype=torch.bool)
        return functional.cross_entropy(logits.masked_fill(same, -1e9), torch.arange(BATCH))


torch.manual_seed(1)
model = Towers()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.05, fused=True)
content = torch.randn(FILMS, CONTENT)
samples = []
for _ in range(25):
    # Films are rated about as unevenly as in ml-1m.
    draw = lambda *shape: (FILMS * torch.rand(*shape) ** 2.5).long()
    batch = (
        draw(BATCH, HISTORY),
        torch.full((BATCH, HISTORY), HISTORY**-0.5),
        torch.rand(BATCH, PROFILE),
        draw(BATCH),
        (torch.rand(BATCH, 1) > 0.1).float(),
        content,
        torch.full((BATCH,), -7.0),
    )
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    model(*batch).backward()
    optimizer.step()
    samples.append(1000 * (time.perf_counter() - start))
print(json.dumps({"ms": samples[5:]}))
