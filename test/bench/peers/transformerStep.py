"""One training step of the transformer of transformer-step-5m by PyTorch on the CPU: prints {"ms": [...]}."""

import json
import time

import torch
from torch import nn
from torch.nn import functional

BATCH, TOKENS, PATCH, WIDTH, DEPTH, HEADS = 16, 96, 192, 256, 6, 4


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        n, tokens, _ = x.shape
        query, key, value = self.qkv(self.norm1(x)).view(n, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value)
        x = x + self.output(mixed.transpose(1, 2).reshape(n, tokens, WIDTH))
        return x + self.down(functional.gelu(self.up(self.norm2(x))))


class Denoiser(nn.Module):
    def __init__(self):
        super().__init__()
        self.enter = nn.Linear(PATCH, WIDTH)
        self.places = nn.Parameter(0.02 * torch.randn(TOKENS, WIDTH))
        self.time = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.blocks = nn.Sequential(*(Block() for _ in range(DEPTH)))
        self.leave = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, PATCH))

    def forward(self, patches, moment):
        return self.leave(self.blocks(self.enter(patches) + self.places + self.time(moment)[:, None]))


torch.manual_seed(1)
model = Denoiser()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01, fused=True)
patches, moment, target = torch.randn(BATCH, TOKENS, PATCH), torch.randn(BATCH, WIDTH), torch.randn(BATCH, TOKENS, PATCH)
samples = []
for _ in range(12):
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    functional.mse_loss(model(patches, moment), target).backward()
    optimizer.step()
    samples.append(1000 * (time.perf_counter() - start))
print(json.dumps({"ms": samples[3:]}))
