"""Annotated photographs and rendered frames as crops with jitter and transplanted pits."""
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageFilter

from drops import oiled

PAD = 114
WIDTH, HEIGHT = 1024, 448


def letterbox(image, width=WIDTH, height=HEIGHT):
    """Scaled to fit, centred on grey 114; returns the canvas, scale, left, top."""
    scale = min(width / image.width, height / image.height)
    w, h = round(image.width * scale), round(image.height * scale)
    if (w, h) != image.size:
        image = image.resize((w, h), Image.BILINEAR)
    left, top = (width - w) // 2, (height - h) // 2
    canvas = Image.new("RGB", (width, height), (PAD, PAD, PAD))
    canvas.paste(image, (left, top))
    return canvas, scale, left, top


def load(folder, splits, width=WIDTH, height=HEIGHT):
    """All annotated images of the splits, letterboxed: list of (pixels, boxes, row)."""
    rows = json.loads((Path(folder) / "annotations.json").read_text())
    items = []
    for row in sorted((r for r in rows if r["split"] in splits), key=lambda r: r["file"]):
        path = Path(folder) / "images" / row["file"]
        canvas, scale, left, top = letterbox(Image.open(path).convert("RGB"), width, height)
        boxes = np.array([b[:4] for b in row["boxes"]], np.float32).reshape(-1, 4) * scale
        boxes += np.array([left, top, left, top], np.float32)
        items.append((np.asarray(canvas), boxes, row))
    return items


def covered(rows):
    """Pictures without a mark after marked ones of the same place. Pits do not heal: what was seen
    there lies under oil or was left out, so the picture is neither pitted nor clean."""
    seen, found = set(), []
    for i in sorted(range(len(rows)), key=lambda i: rows[i]["time"]):
        place = rows[i]["position"]
        if rows[i]["boxes"]:
            seen.add(place)
        elif place in seen:
            found.append(i)
    return found


class Crops:
    """Draws training crops; `rng` makes a worker's stream its own.

    near: share of crops with a pit in them; hard: share around places that looked like pits and are
    none (`places`, of image, x, y); oil: share of crops with drops of oil painted on.
    """

    def __init__(self, items, crop, rng, near=0.7, paste=0.35, hard=0.0, oil=0.0):
        self.items, self.crop, self.rng, self.near, self.paste = items, crop, rng, near, paste
        self.hard, self.oil, self.places = hard, oil, []
        tracks = {}
        for i, (_, boxes, row) in enumerate(items):
            for b in range(len(boxes)):
                tracks.setdefault((row["position"], row["type"]), []).append((i, b))
        self.tracks = list(tracks.values())

    def pit(self):
        """A pit, each position equally likely, so that long series do not dominate."""
        track = self.tracks[self.rng.integers(len(self.tracks))]
        return track[self.rng.integers(len(track))]

    def draw(self):
        rng, n = self.rng, self.crop
        focus = None
        kind = rng.random()
        if kind < self.near:
            i, b = self.pit()
            box = self.items[i][1][b]
            focus = (box[:2] + box[2:]) / 2
        elif kind < self.near + self.hard and self.places:
            i, *focus = self.places[rng.integers(len(self.places))]
            focus = np.array(focus)
        else:
            i = rng.integers(len(self.items))
        pixels, boxes, _ = self.items[i]
        scale = float(np.exp(rng.uniform(np.log(0.65), np.log(1.6))))
        stretch = float(np.exp(rng.uniform(-0.12, 0.12)))
        sx, sy = scale * stretch, scale / stretch
        if focus is None:
            focus = np.array([rng.uniform(0, WIDTH), rng.uniform(40, HEIGHT - 40)])
            at = np.array([n / 2, n / 2])
        else:
            at = rng.uniform(0.12 * n, 0.88 * n, 2)
        x0, y0 = focus[0] - at[0] / sx, focus[1] - at[1] / sy
        image = Image.fromarray(pixels).transform(
            (n, n), Image.AFFINE, (1 / sx, 0, x0, 0, 1 / sy, y0), Image.BILINEAR,
            fillcolor=(PAD, PAD, PAD))
        out = (boxes - np.array([x0, y0, x0, y0])) * np.array([sx, sy, sx, sy])
        out, image = self.flip(out, image)
        array = np.asarray(image, np.float32)
        if rng.random() < self.paste:
            array, out = self.transplant(array, out)
        if rng.random() < self.oil:
            array = oiled(array, out, rng)
        array = self.jitter(array)
        return array, self.visible(out)

    def flip(self, boxes, image):
        n = self.crop
        if self.rng.random() < 0.5:
            image = image.transpose(Image.FLIP_LEFT_RIGHT)
            boxes = np.stack([n - boxes[:, 2], boxes[:, 1], n - boxes[:, 0], boxes[:, 3]], 1)
        if self.rng.random() < 0.3:
            image = image.transpose(Image.FLIP_TOP_BOTTOM)
            boxes = np.stack([boxes[:, 0], n - boxes[:, 3], boxes[:, 2], n - boxes[:, 1]], 1)
        return boxes, image

    def transplant(self, array, boxes):
        """Multiplies a pit's darkness pattern from elsewhere onto this crop."""
        rng, n = self.rng, self.crop
        i, b = self.pit()
        pixels, others, _ = self.items[i]
        x1, y1, x2, y2 = others[b]
        w, h = x2 - x1, y2 - y1
        m = max(3.0, 0.25 * max(w, h))
        zoom = float(np.exp(rng.uniform(np.log(0.35), np.log(1.3))))
        zoom = max(zoom, 6.0 / max(w, h))
        pw, ph = int((w + 2 * m) * zoom), int((h + 2 * m) * zoom)
        if pw < 6 or ph < 6 or pw > n // 2 or ph > n // 2:
            return array, boxes
        patch = Image.fromarray(pixels).resize(
            (pw, ph), Image.BILINEAR,
            box=(max(x1 - m, 0), max(y1 - m, 0), min(x2 + m, WIDTH), min(y2 + m, HEIGHT)))
        if rng.random() < 0.5:
            patch = patch.transpose(Image.FLIP_LEFT_RIGHT)
        if rng.random() < 0.5:
            patch = patch.transpose(Image.FLIP_TOP_BOTTOM)
        patch = np.asarray(patch, np.float32) + 1
        rim = np.concatenate([patch[:2].reshape(-1, 3), patch[-2:].reshape(-1, 3)])
        ratio = np.clip(patch / np.median(rim, 0), 0.1, 1.6)
        yy, xx = np.mgrid[0:ph, 0:pw]
        inner = zoom * m
        edge = np.minimum(np.minimum(xx, pw - 1 - xx), np.minimum(yy, ph - 1 - yy)) + 0.5
        alpha = np.clip(edge / inner, 0, 1)[..., None]
        left, top = int(rng.integers(0, n - pw)), int(rng.integers(0, n - ph))
        new = np.array([left + inner, top + inner, left + pw - inner, top + ph - inner])
        region = array[top:top + ph, left:left + pw]
        flat = np.abs(region - PAD).max() < 12
        if flat or any((new[0] < o[2] + 8) and (o[0] - 8 < new[2]) and (new[1] < o[3] + 8)
                       and (o[1] - 8 < new[3]) for o in boxes):
            return array, boxes
        if region.mean() < 45:
            return array, boxes
        array = array.copy()
        array[top:top + ph, left:left + pw] = region * (alpha * ratio + 1 - alpha)
        return array, np.concatenate([boxes, new[None]])

    def jitter(self, array):
        rng = self.rng
        gains = rng.uniform(0.75, 1.3) * rng.uniform(0.92, 1.08, 3)
        array = np.clip(array * gains.astype(np.float32), 0, 255)
        middle = array.mean()
        array = (array - middle) * rng.uniform(0.75, 1.3) + middle
        if rng.random() < 0.25:
            grey = array.mean(2, keepdims=True)
            array = grey + (array - grey) * rng.uniform(0, 1)
        if rng.random() < 0.2:
            image = Image.fromarray(np.clip(array, 0, 255).astype(np.uint8))
            array = np.asarray(image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2))),
                               np.float32)
        if rng.random() < 0.3:
            array = array + rng.normal(0, rng.uniform(1, 7), array.shape).astype(np.float32)
        return np.clip(array, 0, 255)

    def visible(self, boxes):
        n = self.crop
        cut = np.clip(boxes, 0, n)
        whole = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        seen = (cut[:, 2] - cut[:, 0]) * (cut[:, 3] - cut[:, 1])
        keep = (seen > 0.35 * whole) & ((cut[:, 2] - cut[:, 0]) > 2)
        return cut[keep].astype(np.float32)

    def batch(self, size):
        drawn = [self.draw() for _ in range(size)]
        pixels = torch.from_numpy(np.stack([d[0] for d in drawn])).permute(0, 3, 1, 2).float()
        return pixels.contiguous(), [d[1] for d in drawn]
