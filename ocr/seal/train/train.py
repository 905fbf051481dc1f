"""Teaches PP-OCR's recogniser to read the titles of seals, on strips made by ./strips.

    python3 ocr/seal/train/train.py --start build/rec.onnx --keys bin/models/ppocr_keys_v1.txt \
        --strips build/strips --hold build/strips-hold --steps 4000 --out ocr/ppocr/model/titles.onnx
"""

import argparse
import glob
import math
import random
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F

from network import Network

BATCH, RATE, WARM, KEEP = 8, 1.8e-4, 60, 0.3


def records(path):
    data = open(path, "rb").read()
    at = 0
    while at < len(data):
        width, length = struct.unpack("<HH", data[at:at + 4])
        title = data[at + 4:at + 4 + length].decode()
        at += 4 + length
        yield title, np.frombuffer(data, np.uint8, 3 * 48 * width, at).reshape(3, 48, width)
        at += 3 * 48 * width


def load(folder, keys):
    """All strips of a folder whose titles the alphabet can write."""
    index = {c: i for i, c in enumerate(keys)}
    out = []
    for path in sorted(glob.glob(folder + "/*.strips")):
        for title, strip in records(path):
            if all(c in index for c in title):
                out.append(([index[c] for c in title], strip))
    return out


def varied(strip):
    """The strip as other presses, pads, papers and separations would give it: ink light in
    [0, 1], each change by chance."""
    x = torch.from_numpy(strip.astype(np.float32)) / 255
    if random.random() < 0.25:  # a black seal: all separations alike
        x = x[random.randrange(3)][None].repeat(3, 1, 1)
    for chance, change in ((0.6, moved), (0.35, thickened), (0.2, coarse), (0.25, blurred), (0.2, worn)):
        if random.random() < chance:
            x = change(x)
    if random.random() < 0.5:
        x = ((x - 1) * random.uniform(0.7, 1.4) + 1 + min(random.uniform(-0.08, 0.08), 0)).clamp(0, 1)
    if random.random() < 0.2:
        x = x.clamp(0, 1).pow(random.uniform(0.5, 2))
    if random.random() < 0.3:
        x = x + torch.randn_like(x) * random.uniform(0.01, 0.06)
    return (x.clamp(0, 1) * 255).numpy()


def moved(x):
    """Wider or narrower characters, higher or lower in the strip, leaning."""
    width = x.shape[2]
    lean = random.uniform(-0.15, 0.15) if random.random() < 0.4 else 0
    turn = torch.tensor([[[1.0, lean * 48 / width, 0], [0, random.uniform(0.88, 1.15), random.uniform(-0.125, 0.125)]]])
    grid = F.affine_grid(turn, (1, 3, 48, max(16, int(width * random.uniform(0.75, 1.3)))), align_corners=False)
    return 1 - F.grid_sample(1 - x[None], grid, align_corners=False)[0]


def thickened(x):
    """Strokes cut bolder, or thinner one time in three."""
    size = random.choice([(3, 1), (1, 3), (3, 3)])
    around = (size[0] // 2, size[1] // 2)
    ink, part = 1 - x[None], random.uniform(0.3, 1)
    ink = F.max_pool2d(ink, size, 1, around) if random.random() < 0.63 else -F.max_pool2d(-ink, size, 1, around)
    return x * (1 - part) + (1 - ink[0]) * part


def coarse(x):
    small = F.interpolate(x[None], scale_factor=random.uniform(0.45, 0.8), mode="bilinear", align_corners=False)
    return F.interpolate(small, size=x.shape[1:], mode="bilinear", align_corners=False)[0]


def blurred(x):
    s = random.uniform(0.4, 1.1)
    k = torch.exp(-torch.arange(-2, 3) ** 2 / (2 * s * s))
    k = (k / k.sum()).view(1, 1, 1, 5).repeat(3, 1, 1, 1)
    x = F.pad(x[None], (2, 2, 2, 2), mode="replicate")
    return F.conv2d(F.conv2d(x, k, groups=3), k.transpose(2, 3), groups=3)[0]


def worn(x):
    """A few small places without ink."""
    x = x.clone()
    for _ in range(random.randint(1, 4)):
        u, v = random.randrange(x.shape[2]), random.randrange(48)
        x[:, v:v + random.randint(2, 8), u:u + random.randint(2, 10)] = 1
    return x


def batches(strips, size):
    """Batches of strips of like widths, in random order."""
    order = random.sample(range(len(strips)), len(strips))
    for i in range(0, len(order), 32 * size):
        chunk = sorted(order[i:i + 32 * size], key=lambda k: strips[k][1].shape[2])
        for j in random.sample(range(0, len(chunk), size), len(range(0, len(chunk), size))):
            yield [strips[k] for k in chunk[j:j + size]]


def tensors(batch, change=lambda a: a.astype(np.float32)):
    batch = [(title, change(a)) for title, a in batch]
    width = (max(a.shape[2] for _, a in batch) + 7) // 8 * 8
    x = np.zeros((len(batch), 3, 48, width), np.float32)
    for k, (_, a) in enumerate(batch):
        x[k, :, :, :a.shape[2]] = a / 127.5 - 1
    labels = torch.tensor([c for title, _ in batch for c in title])
    return (torch.from_numpy(x), labels, torch.tensor([(a.shape[2] + 7) // 8 for _, a in batch]),
            torch.tensor([len(title) for title, _ in batch]))


def spelled(path):
    out, last = [], 0
    for c in path:
        if c not in (0, last):
            out.append(c)
        last = c
    return out


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        old, row[0] = row[:], i + 1
        for j, y in enumerate(b):
            row[j + 1] = min(old[j + 1] + 1, row[j] + 1, old[j] + (x != y))
    return row[-1]


def errors(net, strips):
    """Character error rate and share of exact titles."""
    wrong = total = exact = 0
    with torch.no_grad():
        for batch in batches(strips, 16):
            x, _, steps, _ = tensors(batch)
            for k, best in enumerate(net(x).argmax(-1).tolist()):
                d = distance(spelled(best[:steps[k]]), batch[k][0])
                wrong, total, exact = wrong + d, total + len(batch[k][0]), exact + (d == 0)
    return wrong / total, exact / len(strips)


def train(net, strips, steps):
    """Teaches all but the last product, which knows the characters: left free it forgets those
    it seldom meets. The weights become their running mean, and KEEP of the way is gone back to
    where they began: what was learnt stays, and what was known of print is kept."""
    began = [p.detach().clone() for p in net.parameters()]
    for p in net.parameters():
        if max(p.shape) > 6000:
            p.requires_grad = False
    weights = [p for p in net.parameters() if p.requires_grad]
    mean = [p.detach().clone() for p in net.parameters()]
    optimiser = torch.optim.AdamW(weights, weight_decay=1e-4)
    shown, start = None, time.time()
    for done, batch in enumerate(endless(strips, steps)):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (done + 1) / WARM) * (0.5 * (1 + math.cos(math.pi * done / steps)) + 0.01)
        x, labels, widths, lengths = tensors(batch, varied)
        loss = F.ctc_loss(net(x).transpose(0, 1), labels, widths, lengths, zero_infinity=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 5.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        share = min(0.995, (2 + done) / (11 + done))
        for m, p in zip(mean, net.parameters()):
            m.mul_(share).add_(p.detach(), alpha=1 - share)
        shown = loss.item() if shown is None else 0.97 * shown + 0.03 * loss.item()
        if done % 50 == 49:
            print(f"step {done + 1} of {steps}, {time.time() - start:.0f} s, loss {shown:.3f}", flush=True)
    for p, m, b in zip(net.parameters(), mean, began):
        p.data.copy_(KEEP * b + (1 - KEEP) * m)


def endless(strips, steps):
    while steps > 0:
        for batch in batches(strips, BATCH):
            if steps > 0:
                yield batch
                steps -= 1


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--start", required=True, help="the recogniser to begin with, as ocr/ppocr/fuse leaves it")
    p.add_argument("--keys", required=True, help="its alphabet")
    p.add_argument("--strips", required=True)
    p.add_argument("--hold", required=True, help="strips of another seed, to tell how well it reads")
    p.add_argument("--steps", type=int, default=4000)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    random.seed(a.seed)
    np.random.seed(a.seed)
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)  # the same sums in the same order, and hardly slower than two
    keys = [""] + open(a.keys, encoding="utf8").read().rstrip("\n").split("\n") + [" "]
    net, hold = Network(a.start), load(a.hold, keys)
    print("before: character errors %.4f, exact %.4f" % errors(net, hold), flush=True)
    train(net, load(a.strips, keys), a.steps)
    print("after: character errors %.4f, exact %.4f" % errors(net, hold), flush=True)
    net.save(a.out)


if __name__ == "__main__":
    main()
