"""The detector: one stride-8 map, centre offsets and log sizes, one score per class."""
import torch
from torch import nn

STRIDE = 8
SIZE_UNIT = 16.0
MEAN = 0.5


def conv(inputs, outputs, kernel=3, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """1x1 to half the channels, 3x3 back; plain convolutions run fastest on a CPU."""

    def __init__(self, channels):
        super().__init__()
        self.narrow = conv(channels, channels // 2, 1)
        self.widen = conv(channels // 2, channels)

    def forward(self, x):
        return x + self.widen(self.narrow(x))


class Net(nn.Module):
    def __init__(self, classes=1):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 16, 4, 4, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True))
        self.s4 = nn.Sequential(conv(16, 32), Residual(32))
        self.s8 = nn.Sequential(conv(32, 64, stride=2), Residual(64), Residual(64))
        self.s16 = nn.Sequential(conv(64, 96, stride=2), Residual(96), Residual(96))
        self.s32 = nn.Sequential(conv(96, 128, stride=2), Residual(128), Residual(128))
        self.l8, self.l16, self.l32 = conv(64, 48, 1), conv(96, 48, 1), conv(128, 48, 1)
        self.f16, self.f8 = Residual(48), Residual(48)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.score = nn.Sequential(conv(48, 48), nn.Conv2d(48, classes, 1))
        self.box = nn.Sequential(conv(48, 24), nn.Conv2d(24, 4, 1))
        nn.init.constant_(self.score[1].bias, -4.6)

    def forward(self, pixels):
        x = pixels / 255.0 - MEAN
        c8 = self.s8(self.s4(self.stem(x)))
        c16 = self.s16(c8)
        c32 = self.s32(c16)
        p16 = self.f16(self.l16(c16) + self.up(self.l32(c32)))
        p8 = self.f8(self.l8(c8) + self.up(p16))
        return self.score(p8), self.box(p8)


def centres(height, width):
    """Cell centres in pixels, shaped [1, 2, H/8, W/8], x first."""
    ys = (torch.arange(height // STRIDE) + 0.5) * STRIDE
    xs = (torch.arange(width // STRIDE) + 0.5) * STRIDE
    gy, gx = torch.meshgrid(ys, xs, indexing="ij")
    return torch.stack([gx, gy])[None].float()


class Exported(nn.Module):
    """The net with its decoding: raw pixels 0..255 in, [1, 4 + classes, N] out (cx cy w h, scores)."""

    def __init__(self, net, height, width):
        super().__init__()
        self.net = net
        self.register_buffer("grid", centres(height, width))
        self.cells = (height // STRIDE) * (width // STRIDE)
        self.rows = 4 + net.score[1].out_channels

    def forward(self, images):
        score, box = self.net(images)
        middle = self.grid + box[:, :2] * STRIDE
        size = torch.exp(torch.clamp(box[:, 2:], -4.0, 4.0)) * SIZE_UNIT
        out = torch.cat([middle, size, torch.sigmoid(score)], 1)
        return out.reshape(1, self.rows, self.cells)
