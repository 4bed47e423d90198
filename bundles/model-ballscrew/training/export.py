"""Chooses the thresholds on validation images, writes them into the scores, exports ONNX."""
import argparse
import hashlib
import json
import math

import numpy as np
import torch

from data import HEIGHT, WIDTH, load
from metrics import at, auroc, average_precision, image_scores
from net import Exported, Net
from train import detect

AUTO, REVIEW = 0.75, 0.50


def logit(p):
    return math.log(p / (1 - p))


def thresholds(found, truths):
    """Review: best box F1 with at most 2 % of the clean images alarmed; auto: no clean image
    alarmed and one logit of margin above the review threshold at least 0.5."""
    bad = np.array([len(t) > 0 for t in truths])
    clean = np.sort(image_scores(found)[~bad])[::-1]
    best, review = -1.0, 0.5
    for t in np.arange(0.20, 0.90, 0.01):
        a = at(found, truths, t, 0.3)
        if a["cleanAlarmed"] > 0.02 * a["clean"]:
            continue
        f = 2 * a["boxPrecision"] * a["boxRecall"] / max(1e-9, a["boxPrecision"] + a["boxRecall"])
        if f > best + 0.005:
            best, review = f, float(t)
    auto = max(float(clean[0]) + 0.02, 1 / (1 + math.exp(-(logit(review) + 0.5))))
    return review, auto


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
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--review", type=float, help="override of the threshold found on validation")
    p.add_argument("--auto", type=float)
    p.add_argument("--test", action="store_true", help="final figures on the test position")
    o = p.parse_args()
    torch.set_num_threads(2)
    net = Net()
    net.load_state_dict(torch.load(o.checkpoint))
    items = load(o.data, {"val"})
    found, truths = detect(net, items), [b for _, b, _ in items]
    clean = [(round(float(s), 3), r["file"]) for s, (_, b, r) in
             zip(image_scores(found), items) if not len(b)]
    print("clean validation images, highest scores:", sorted(clean)[::-1][:5])
    review, auto = thresholds(found, truths)
    review, auto = o.review or review, o.auto or auto
    a, b = rescale(net, review, auto)
    print(f"raw thresholds: review {review:.3f} auto {auto:.3f}; logit' = {a:.4f} * logit + {b:.4f}")
    print("val", json.dumps(figures(detect(net, items), truths)))
    if o.rendered:
        rendered = load(o.rendered, {"val"})
        print("rendered", json.dumps(figures(detect(net, rendered), [x for _, x, _ in rendered])))
    if o.test:
        test = load(o.data, {"test"})
        print("test", json.dumps(figures(detect(net, test), [x for _, x, _ in test])))
    net.eval()
    torch.onnx.export(Exported(net, HEIGHT, WIDTH).eval(), torch.zeros(1, 3, HEIGHT, WIDTH), o.out,
                      opset_version=13, input_names=["images"], output_names=["output0"])
    print("sha256", hashlib.sha256(open(o.out, "rb").read()).hexdigest())


if __name__ == "__main__":
    main()
