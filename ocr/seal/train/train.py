"""Teaches PP-OCR's recogniser to read the titles of seals, on strips made by ./strips.

    python3 ocr/seal/train/train.py --start build/rec.onnx --keys bin/models/ppocr_keys_v1.txt \
        --strips build/strips --hold build/strips-hold --steps 2500 --out ocr/ppocr/model/titles.onnx
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

BATCH, RATE, WARM = 8, 2.5e-4, 60


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
    """The strip as other pads, papers and separations would give it."""
    a = strip.astype(np.float32)
    if random.random() < 0.25:  # a black seal: all separations alike
        a = np.repeat(a[random.randrange(3)][None], 3, 0)
    if random.random() < 0.5:
        a = np.clip((a - 255) * random.uniform(0.7, 1.3) + 255 + min(random.uniform(-20, 20), 0), 0, 255)
    if random.random() < 0.15:
        a = 255 * np.power(a / 255, random.uniform(0.6, 1.7))
    if random.random() < 0.3:
        a = np.clip(a + np.random.randn(*a.shape) * random.uniform(2, 12), 0, 255)
    return a


def batches(strips, size):
    """Batches of strips of like widths, in random order."""
    order = random.sample(range(len(strips)), len(strips))
    for i in range(0, len(order), 32 * size):
        chunk = sorted(order[i:i + 32 * size], key=lambda k: strips[k][1].shape[2])
        for j in random.sample(range(0, len(chunk), size), len(range(0, len(chunk), size))):
            yield [strips[k] for k in chunk[j:j + size]]


def tensors(batch, change=lambda a: a.astype(np.float32)):
    width = (max(a.shape[2] for _, a in batch) + 7) // 8 * 8
    x = np.zeros((len(batch), 3, 48, width), np.float32)
    for k, (_, a) in enumerate(batch):
        x[k, :, :, :a.shape[2]] = change(a) / 127.5 - 1
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
    weights = [p for p in net.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(weights, weight_decay=1e-4)
    done, mean, start = 0, None, time.time()
    while done < steps:
        for batch in batches(strips, BATCH):
            if done == steps:
                return
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, (done + 1) / WARM) * (0.5 * (1 + math.cos(math.pi * done / steps)) + 0.01)
            x, labels, widths, lengths = tensors(batch, varied)
            loss = F.ctc_loss(net(x).transpose(0, 1), labels, widths, lengths, zero_infinity=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 5.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            done += 1
            mean = loss.item() if mean is None else 0.97 * mean + 0.03 * loss.item()
            if done % 50 == 0:
                print(f"step {done} of {steps}, {time.time() - start:.0f} s, loss {mean:.3f}", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--start", required=True, help="the recogniser to begin with, as ocr/ppocr/fuse leaves it")
    p.add_argument("--keys", required=True, help="its alphabet")
    p.add_argument("--strips", required=True)
    p.add_argument("--hold", required=True, help="strips of another seed, to tell how well it reads")
    p.add_argument("--steps", type=int, default=2500)
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
