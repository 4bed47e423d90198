"""Turns an exported ONNX file back into a checkpoint that training can go on from.

The export has folded every batch norm into its convolution. Crops are sent through the folded net and
each batch norm gets the mean and spread it would have seen, with a gain and shift that undo them: the
same function, and one that trains again.
"""
import argparse

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from data import Crops, load
from net import Net


def convolutions(net):
    """The convolutions in the order in which they are computed."""
    order = []
    hooks = [m.register_forward_hook(lambda m, i, o: order.append(m))
             for m in net.modules() if isinstance(m, nn.Conv2d)]
    with torch.no_grad():
        net(torch.zeros(1, 3, 64, 64))
    for hook in hooks:
        hook.remove()
    return order


def norms(net):
    """The batch norm behind each convolution that has one."""
    pairs = [m for m in net.modules() if isinstance(m, nn.Sequential)]
    return {m[i]: m[i + 1] for m in pairs for i in range(len(m) - 1)
            if isinstance(m[i + 1], nn.BatchNorm2d)}


def folded(net, path):
    """Sets the file's weights; every batch norm only adds its bias."""
    graph = onnx.load(path).graph
    values = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    nodes = [n for n in graph.node if n.op_type == "Conv"]
    behind = norms(net)
    order = convolutions(net)
    assert len(nodes) == len(order)
    with torch.no_grad():
        for node, module in zip(nodes, order):
            weight, bias = values[node.input[1]], values[node.input[2]]
            assert weight.shape == module.weight.shape, node.name
            module.weight.copy_(weight)
            norm = behind.get(module)
            if norm is None:
                module.bias.copy_(bias)
            else:
                norm.weight.fill_(1), norm.bias.copy_(bias)
                norm.running_mean.zero_(), norm.running_var.fill_(1 - norm.eps)


def thawed(net, crops, batches):
    """Gives the batch norms what training would have shown them."""
    sums = {n: torch.zeros(3, n.num_features, dtype=torch.double) for n in norms(net).values()}

    def add(norm, inputs, _):
        x = inputs[0].double()
        sums[norm] += torch.stack([torch.full((x.shape[1],), x.numel() / x.shape[1]),
                                   x.sum((0, 2, 3)), (x * x).sum((0, 2, 3))])

    hooks = [n.register_forward_hook(add) for n in sums]
    with torch.no_grad():
        for _ in range(batches):
            net(crops.batch(12)[0])
        for norm, (n, first, second) in sums.items():
            mean = first / n
            var = (second / n - mean * mean).clamp(min=1e-6)
            norm.bias.add_(mean), norm.weight.copy_((var + norm.eps).sqrt())
            norm.running_mean.copy_(mean), norm.running_var.copy_(var)
    for hook in hooks:
        hook.remove()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--model", required=True, help="ONNX file written by export.py")
    p.add_argument("--out", required=True)
    o = p.parse_args()
    torch.set_num_threads(1)
    net = Net().eval()
    folded(net, o.model)
    probe = torch.rand(1, 3, 320, 320) * 255
    with torch.no_grad():
        before = net(probe)[0]
        thawed(net, Crops(load(o.data, {"train"}), 320, np.random.default_rng(1)), 12)
        print("largest change of a logit", float((net(probe)[0] - before).abs().max()))
    torch.save(net.state_dict(), o.out)


if __name__ == "__main__":
    main()
