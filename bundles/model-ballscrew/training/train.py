"""Trains the detector on one or more annotated folders; see README.md for the command."""
import argparse
import copy
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

from data import HEIGHT, WIDTH, Crops, covered, load
from metrics import at, auroc, average_precision, decode, iou
from net import SIZE_UNIT, STRIDE, Exported, Net, centres


def assign(boxes_of, cells):
    """Positives are the 3x3 cells around each box centre; smaller boxes win. -> index arrays."""
    batch, cell, truth = [], [], []
    for i, boxes in enumerate(boxes_of):
        taken = {}
        order = np.argsort(-(boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))
        for k in order:
            b = boxes[k]
            cx, cy = int((b[0] + b[2]) / 2 // STRIDE), int((b[1] + b[3]) / 2 // STRIDE)
            for y in range(max(0, cy - 1), min(cells, cy + 2)):
                for x in range(max(0, cx - 1), min(cells, cx + 2)):
                    taken[y * cells + x] = b
        for c, b in taken.items():
            batch.append(i), cell.append(c), truth.append(b)
    return batch, cell, truth


def giou(a, b):
    x1, y1 = torch.maximum(a[:, 0], b[:, 0]), torch.maximum(a[:, 1], b[:, 1])
    x2, y2 = torch.minimum(a[:, 2], b[:, 2]), torch.minimum(a[:, 3], b[:, 3])
    inter = (x2 - x1).clamp(min=0) * (y2 - y1).clamp(min=0)
    union = ((a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
             + (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) - inter)
    iou = inter / (union + 1e-6)
    w = torch.maximum(a[:, 2], b[:, 2]) - torch.minimum(a[:, 0], b[:, 0])
    h = torch.maximum(a[:, 3], b[:, 3]) - torch.minimum(a[:, 1], b[:, 1])
    return iou, iou - (w * h - union) / (w * h + 1e-6)


def loss_of(net, grid, pixels, boxes_of, power=1.0):
    """power: the score aims at IoU to this power; below 1 a found pit counts more than its edges."""
    score, box = net(pixels)
    cells = score.shape[-1]
    score = score.flatten(1)
    target, weight = torch.zeros_like(score), 0.75 * torch.sigmoid(score).detach() ** 2
    batch, cell, truth = assign(boxes_of, cells)
    box_loss = score.sum() * 0
    if batch:
        picked = box.flatten(2)[batch, :, cell]
        middle = grid.flatten(2)[0, :, cell].T + picked[:, :2] * STRIDE
        half = torch.exp(picked[:, 2:].clamp(-4, 4)) * SIZE_UNIT / 2
        overlap, general = giou(torch.cat([middle - half, middle + half], 1),
                                torch.from_numpy(np.stack(truth)))
        quality = overlap.detach().clamp(0.05, 1) ** power
        target[batch, cell], weight[batch, cell] = quality, torch.maximum(
            quality, torch.full_like(quality, 0.5))
        box_loss = (1 - general).mean()
    norm = max(1, len(batch))
    score_loss = (F.binary_cross_entropy_with_logits(score, target, reduction="none")
                  * weight).sum() / norm
    return score_loss * 1.5 + box_loss * 2, score_loss.item(), box_loss.item()


def detect(net, items):
    """Decoded detections per image, in letterboxed pixels."""
    net.eval()
    height, width = items[0][0].shape[:2]
    whole = Exported(net, height, width).eval()
    found = []
    with torch.no_grad():
        for pixels, _, _ in items:
            x = torch.from_numpy(pixels.copy()).permute(2, 0, 1)[None].float()
            found.append(decode(whole(x)[0].numpy()))
    return found


def hard_places(net, items, day, floor=0.15):
    """Where the net sees pits and none is marked, and random places of pictures of an oily day;
    covered pictures give none."""
    unsure = set(covered([row for _, _, row in items]))
    rng = np.random.default_rng(0)
    places = []
    for i, found in enumerate(detect(net, items)):
        boxes = items[i][1]
        for x1, y1, x2, y2, s in found[found[:, 4] >= floor] if i not in unsure else []:
            grown = np.array([x1 - 8, y1 - 8, x2 + 8, y2 + 8])
            if not len(boxes) or iou(grown, boxes).max() == 0:
                places += [(i, (x1 + x2) / 2, (y1 + y2) / 2)] * (1 + int(s * 6))
    seen = len(places)
    oily = [i for i, (_, _, row) in enumerate(items)
            if i not in unsure and day and row["time"].startswith(day)]
    for _ in range(max(200, seen // 2) if oily else 0):
        places.append((oily[rng.integers(len(oily))], rng.uniform(80, WIDTH - 80),
                       rng.uniform(60, HEIGHT - 60)))
    print(f"hard places: {seen} seen, {len(places) - seen} on {len(oily)} oily pictures", flush=True)
    return places


def report(name, net, items):
    found, truths = detect(net, items), [b for _, b, _ in items]
    line = (f"{name}: AP50 {average_precision(found, truths):.3f}"
            f" AP30 {average_precision(found, truths, 0.3):.3f} AUROC {auroc(found, truths):.3f}")
    for t in (0.3, 0.5, 0.75):
        a = at(found, truths, t)
        line += (f" | {t}: P {a['boxPrecision']:.2f} R {a['boxRecall']:.2f}"
                 f" img {a['pittedFound']:.2f} clean {a['cleanAlarmed']}/{a['clean']}")
    print(line, flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True, help="photographs: folder with annotations.json")
    p.add_argument("--rendered", help="rendered frames in the same shape")
    p.add_argument("--rendered-share", type=float, default=0.35)
    p.add_argument("--splits", default="train,other")
    p.add_argument("--seconds", type=float, default=1200, help="CPU seconds of the cosine cycle")
    p.add_argument("--start", help="checkpoint to continue from, with a fresh cycle")
    p.add_argument("--out", required=True)
    p.add_argument("--rate", type=float, default=2.5e-3)
    p.add_argument("--batch", type=int, default=12)
    p.add_argument("--crop", type=int, default=320)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--check", type=float, default=0.2, help="share of the cycle between reports")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--power", type=float, default=1.0, help="the score aims at IoU to this power")
    p.add_argument("--near", type=float, default=0.7, help="share of crops around a pit")
    p.add_argument("--hard", type=float, default=0.0,
                   help="share around false finds of the checkpoint continued from")
    p.add_argument("--oil", type=float, default=0.0, help="share of crops with painted drops")
    p.add_argument("--oily-day", help="yyMMdd: its pictures count as hard places")
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = np.random.default_rng(o.seed)
    real = Crops(load(o.data, set(o.splits.split(","))), o.crop, rng, o.near, hard=o.hard, oil=o.oil)
    val = {"val": load(o.data, {"val"})}
    sources = [(real, 1.0)]
    if o.rendered:
        sources = [(real, 1 - o.rendered_share),
                   (Crops(load(o.rendered, {"train"}), o.crop, rng, 0.6, 0.0), o.rendered_share)]
        val["rendered"] = load(o.rendered, {"val"})
    net = Net()
    if o.start:
        net.load_state_dict(torch.load(o.start))
        if o.hard:
            real.places = hard_places(net, real.items, o.oily_day)
    average = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=o.rate, weight_decay=0.02)
    grid = centres(o.crop, o.crop)
    begin, step, told, checked = time.process_time(), 0, [], 0.0
    while True:
        part = (time.process_time() - begin) / o.seconds
        if part >= 1:
            break
        warm = min(1.0, (step + 1) / 60)
        for group in optimiser.param_groups:
            group["lr"] = o.rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * part)))
        net.train()
        drawn = [s.batch(round(o.batch * share)) for s, share in sources]
        pixels = torch.cat([d[0] for d in drawn])
        total, a, b = loss_of(net, grid, pixels, [x for d in drawn for x in d[1]], o.power)
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        keep = min(0.998, (1 + step) / (10 + step))
        with torch.no_grad():
            for old, new in zip(average.state_dict().values(), net.state_dict().values()):
                old.copy_(new if not old.is_floating_point() else old * keep + new * (1 - keep))
        told.append((a, b))
        step += 1
        if step % 50 == 0:
            m = np.mean(told[-50:], 0)
            print(f"step {step} part {part:.3f} score {m[0]:.3f} box {m[1]:.3f}", flush=True)
        if part - checked > o.check:
            checked = part
            torch.save(average.state_dict(), o.out)
            for name, items in val.items():
                report(name, average, items)
    torch.save(average.state_dict(), o.out)
    print(f"done: {step} steps, {time.process_time() - begin:.0f} CPU seconds")
    for name, items in val.items():
        report(name, average, items)


if __name__ == "__main__":
    main()
