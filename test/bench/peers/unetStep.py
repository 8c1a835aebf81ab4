"""One training step of the U-Net of unet-step-16 by PyTorch on the CPU: prints {"ms": [...]}."""

import json
import time

import torch
from torch import nn
from torch.nn import functional

BATCH, WIDTHS, TIME, GROUPS, HEADS = 64, (48, 96, 160), 128, 8, 4


class Residual(nn.Module):
    def __init__(self, channels, width):
        super().__init__()
        self.norm1 = nn.GroupNorm(GROUPS, channels)
        self.first = nn.Conv2d(channels, width, 3, padding=1)
        self.time = nn.Linear(TIME, width)
        self.norm2 = nn.GroupNorm(GROUPS, width)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        self.skip = nn.Identity() if channels == width else nn.Conv2d(channels, width, 1)

    def forward(self, x, moment):
        h = self.first(functional.silu(self.norm1(x))) + self.time(moment)[:, :, None, None]
        return self.skip(x) + self.second(functional.silu(self.norm2(h)))


class Attention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.GroupNorm(GROUPS, width)
        self.qkv = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)

    def forward(self, x):
        n, width, rows, columns = x.shape
        tokens = self.norm(x).flatten(2).transpose(1, 2)
        query, key, value = self.qkv(tokens).view(n, rows * columns, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(n, rows * columns, width)
        return x + self.output(mixed).transpose(1, 2).reshape(x.shape)


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        a, b, c = WIDTHS
        self.time = nn.Sequential(nn.Linear(TIME, TIME), nn.SiLU(), nn.Linear(TIME, TIME), nn.SiLU())
        self.enter = nn.Conv2d(3, a, 3, padding=1)
        self.down = nn.ModuleList([Residual(a, a), Residual(a, b), Residual(b, c)])
        self.shrink = nn.ModuleList([nn.Conv2d(a, a, 3, 2, 1), nn.Conv2d(b, b, 3, 2, 1)])
        self.middle = Residual(c, c)
        self.attention = Attention(c)
        self.up = nn.ModuleList([Residual(2 * a, a), Residual(2 * b, b), Residual(2 * c, c)])
        self.enlarge = nn.ModuleList([nn.Conv2d(b, a, 3, padding=1), nn.Conv2d(c, b, 3, padding=1)])
        self.leave = nn.Sequential(nn.GroupNorm(GROUPS, a), nn.SiLU(), nn.Conv2d(a, 3, 3, padding=1))

    def forward(self, x, moment):
        t = self.time(moment)
        h, skips = self.enter(x), []
        for level in range(3):
            h = self.down[level](h, t)
            skips.append(h)
            if level < 2:
                h = self.shrink[level](h)
        h = self.attention(self.middle(h, t))
        for level in (2, 1, 0):
            h = self.up[level](torch.cat([h, skips[level]], 1), t)
            if level > 0:
                h = self.enlarge[level - 1](functional.interpolate(h, scale_factor=2, mode="nearest"))
        return self.leave(h)


torch.manual_seed(1)
model = UNet()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01, fused=True)
pictures, moment, target = torch.randn(BATCH, 3, 24, 16), torch.randn(BATCH, TIME), torch.randn(BATCH, 3, 24, 16)
samples = []
for _ in range(12):
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    functional.mse_loss(model(pictures, moment), target).backward()
    optimizer.step()
    samples.append(1000 * (time.perf_counter() - start))
print(json.dumps({"ms": samples[3:]}))
