"""Chooses the thresholds on validation images, writes them into the scores, exports ONNX."""
import argparse
import hashlib
import json
import math

import numpy as np
import torch

from data import HEIGHT, WIDTH, covered, load
from metrics import at, auroc, average_precision, image_scores
from net import Exported, Net
from train import detect

AUTO, REVIEW = 0.75, 0.50


def mean(states):
    return {k: sum(s[k] for s in states) / len(states) if v.is_floating_point() else v
            for k, v in states[0].items()}


def logit(p):
    return math.log(p / (1 - p))


def thresholds(found, truths, rows):
    """Review: best box F1 with at most 2 % of the clean images alarmed. Auto: halfway, in logits,
    between the highest clean image and the lower tenth of the pitted ones, and 0.3 above review.
    Covered images have no say: they are neither pitted nor clean."""
    unsure = set(covered(rows))
    known = [i for i in range(len(rows)) if i not in unsure]
    found, truths = [found[i] for i in known], [truths[i] for i in known]
    bad = np.array([len(t) > 0 for t in truths])
    scores = image_scores(found)
    best, review = -1.0, 0.5
    for t in np.arange(0.20, 0.96, 0.01):
        a = at(found, truths, t, 0.3)
        if a["cleanAlarmed"] > 0.02 * a["clean"]:
            continue
        f = 2 * a["boxPrecision"] * a["boxRecall"] / max(1e-9, a["boxPrecision"] + a["boxRecall"])
        if f > best + 0.005:
            best, review = f, float(t)
    middle = (logit(scores[~bad].max()) + logit(np.quantile(scores[bad], 0.1))) / 2
    return review, 1 / (1 + math.exp(-max(middle, logit(review) + 0.3)))


def rescale(net, review, auto):
    """score' = sigmoid(a * logit + b): review lands on 0.50 and auto on 0.75, order kept."""
    a = logit(AUTO) / (logit(auto) - logit(review))
    b = -a * logit(review)
    last = net.score[1]
    with torch.no_grad():
        last.weight.mul_(a)
        last.bias.mul_(a).add_(b)
    return a, b


def figures(found, truths):
    out = {"images": len(truths), "pitted": sum(len(t) > 0 for t in truths),
           "AP@0.5": average_precision(found, truths),
           "AP@0.3": average_precision(found, truths, 0.3), "AUROC": auroc(found, truths)}
    for t in (REVIEW, AUTO):
        out[f"@{t:.2f}"] = at(found, truths, t)
    return out


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--rendered")
    p.add_argument("--checkpoint", required=True, nargs="+", help="several: the mean of their weights")
    p.add_argument("--out", required=True)
    p.add_argument("--review", type=float, help="override of the threshold found on validation")
    p.add_argument("--auto", type=float)
    p.add_argument("--width", type=int, default=WIDTH, help="of the input that is exported")
    p.add_argument("--height", type=int, default=HEIGHT)
    p.add_argument("--test", action="store_true", help="final figures on the test position")
    o = p.parse_args()
    torch.set_num_threads(1)
    net = Net()
    net.load_state_dict(mean([torch.load(c) for c in o.checkpoint]))
    items = load(o.data, {"val"})
    found, truths = detect(net, items), [b for _, b, _ in items]
    clean = [(round(float(s), 3), r["file"]) for s, (_, b, r) in
             zip(image_scores(found), items) if not len(b)]
    print("clean validation images, highest scores:", sorted(clean)[::-1][:5])
    rows = [r for _, _, r in items]
    print("covered, left out:", [rows[i]["file"] for i in covered(rows)])
    review, auto = thresholds(found, truths, rows)
    review, auto = o.review or review, o.auto or auto
    a, b = rescale(net, review, auto)
    print(f"raw thresholds: review {review:.3f} auto {auto:.3f}; logit' = {a:.4f} * logit + {b:.4f}")
    size = o.width, o.height
    if size != (WIDTH, HEIGHT):
        items = load(o.data, {"val"}, *size)
        truths = [b for _, b, _ in items]
    print("val", json.dumps(figures(detect(net, items), truths)))
    if o.rendered:
        rendered = load(o.rendered, {"val"}, *size)
        print("rendered", json.dumps(figures(detect(net, rendered), [x for _, x, _ in rendered])))
    if o.test:
        test = load(o.data, {"test"}, *size)
        print("test", json.dumps(figures(detect(net, test), [x for _, x, _ in test])))
    net.eval()
    torch.onnx.export(Exported(net, o.height, o.width).eval(),
                      torch.zeros(1, 3, o.height, o.width), o.out, opset_version=13, input_names=["images"], output_names=["output0"])
    print("sha256", hashlib.sha256(open(o.out, "rb").read()).hexdigest())


if __name__ == "__main__":
    main()
