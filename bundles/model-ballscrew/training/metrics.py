"""Average precision, AUROC and per-threshold shares, the same definitions as `bellcrank evaluate`."""
import numpy as np


def iou(box, others):
    if len(others) == 0:
        return np.zeros(0)
    x1, y1 = np.maximum(box[0], others[:, 0]), np.maximum(box[1], others[:, 1])
    x2, y2 = np.minimum(box[2], others[:, 2]), np.minimum(box[3], others[:, 3])
    inter = np.clip(x2 - x1, 0, None) * np.clip(y2 - y1, 0, None)
    area = (box[2] - box[0]) * (box[3] - box[1])
    areas = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return inter / (area + areas - inter + 1e-9)


def suppress(found, limit):
    """found: [n, 5] x1 y1 x2 y2 score; keeps the best of each overlapping group."""
    found = found[np.argsort(-found[:, 4], kind="stable")]
    kept = []
    while len(found):
        kept.append(found[0])
        found = found[1:][iou(found[0], found[1:, :4]) <= limit]
    return np.array(kept).reshape(-1, 5)


def decode(output, floor=0.01, limit=0.5):
    """output: [5, n] of one image, in input pixels."""
    picked = output[:, output[4] >= floor]
    cx, cy, w, h, s = picked
    boxes = np.stack([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2, s], 1)
    return suppress(boxes, limit)


def match(found, truths, overlap):
    """Greedy by score over all images: list of (score, hit), and the number of truths."""
    rows, total = [], sum(len(t) for t in truths)
    for detections, truth in zip(found, truths):
        used = np.zeros(len(truth), bool)
        for d in detections:
            overlaps = iou(d[:4], truth)
            best = int(np.argmax(overlaps)) if len(truth) else -1
            hit = best >= 0 and overlaps[best] >= overlap and not used[best]
            if hit:
                used[best] = True
            rows.append((d[4], hit))
    return rows, total


def average_precision(found, truths, overlap=0.5):
    rows, total = match(found, truths, overlap)
    if not rows or not total:
        return 0.0
    rows.sort(key=lambda r: -r[0])
    hits = np.cumsum([r[1] for r in rows])
    recall, precision = hits / total, hits / np.arange(1, len(rows) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(np.concatenate([[0.0], recall])) * envelope))


def image_scores(found):
    return np.array([d[:, 4].max() if len(d) else 0.0 for d in found])


def auroc(found, truths):
    scores, bad = image_scores(found), np.array([len(t) > 0 for t in truths])
    if bad.all() or not bad.any():
        return float("nan")
    good, pitted = scores[~bad], scores[bad]
    wins = (pitted[:, None] > good[None]).sum() + 0.5 * (pitted[:, None] == good[None]).sum()
    return float(wins / (len(good) * len(pitted)))


def at(found, truths, threshold, overlap=0.5):
    cut = [d[d[:, 4] >= threshold] for d in found]
    rows, total = match(cut, truths, overlap)
    hits = sum(r[1] for r in rows)
    bad = np.array([len(t) > 0 for t in truths])
    alarmed = np.array([len(d) > 0 for d in cut])
    return {
        "boxPrecision": hits / len(rows) if rows else 1.0,
        "boxRecall": hits / total if total else float("nan"),
        "pittedFound": float(alarmed[bad].mean()) if bad.any() else float("nan"),
        "cleanAlarmed": int(alarmed[~bad].sum()),
        "clean": int((~bad).sum()),
    }
