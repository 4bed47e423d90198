"""Drops of oil on a crop: dark film, bright lenses, a glint each; the likeliest false alarm."""
import numpy as np


def soft(distance, width):
    return np.clip(0.5 - distance / width, 0, 1)


def film(array, rng, x, y, radius):
    """A smear, darker or brighter than what lies under it."""
    n = array.shape[0]
    yy, xx = np.mgrid[0:n, 0:n]
    angle = rng.uniform(-0.6, 0.3)
    u = (xx - x) * np.cos(angle) + (yy - y) * np.sin(angle)
    v = (yy - y) * np.cos(angle) - (xx - x) * np.sin(angle)
    d = np.sqrt((u / radius) ** 2 + (v / (radius * rng.uniform(0.25, 0.7))) ** 2) - 1
    alpha = soft(d, rng.uniform(0.4, 1.2))[..., None] * rng.uniform(0.2, 0.9)
    tone = array * rng.uniform(0.55, 1.15) + rng.uniform(-5, 20)
    return array * (1 - alpha) + tone * alpha


def drop(array, rng, x, y, r):
    """One lens: rim, inside lit from one side, glint. Changes the array."""
    n = array.shape[0]
    m = int(r * 1.6) + 3
    x0, x1 = max(0, int(x) - m), min(n, int(x) + m + 1)
    y0, y1 = max(0, int(y) - m), min(n, int(y) + m + 1)
    if x1 - x0 < 3 or y1 - y0 < 3:
        return
    yy, xx = np.mgrid[y0:y1, x0:x1]
    stretch = rng.uniform(0.7, 1.4)
    u, v = (xx - x) / r / stretch, (yy - y) / r * stretch
    d = np.sqrt(u * u + v * v)
    part = array[y0:y1, x0:x1]
    inside = soft((d - 1) * r, 1.5)[..., None]
    rim = np.exp(-((d - 1) * r / 1.2) ** 2)[..., None]
    side = np.cos(rng.uniform(0, 2 * np.pi)) * u + 0.8 * v
    base = np.median(part.reshape(-1, 3), 0)
    lens = base * (rng.uniform(0.8, 1.25) + rng.uniform(-0.35, 0.35) * side[..., None])
    mix = rng.uniform(0.4, 0.95)
    part = part * (1 - inside * mix) + lens * inside * mix
    part = part * (1 - rim * rng.uniform(0, 0.45))
    glint = np.exp(-(((u + 0.3) ** 2 + (v + 0.35) ** 2) * r * r) / max(0.8, 0.12 * r * r))
    if rng.random() < 0.75:
        part = part + glint[..., None] * (rng.uniform(60, 220) * np.array([1, 0.98, 0.9]))
    array[y0:y1, x0:x1] = np.clip(part, 0, 255)


def oiled(array, boxes, rng):
    """The crop with films and clusters of drops beside the pits, never on them."""
    n = array.shape[0]
    clean = array
    array = array.copy()
    for _ in range(rng.integers(1, 4)):
        x, y, spread = rng.uniform(0, n), rng.uniform(0, n), rng.uniform(10, 60)
        if rng.random() < 0.6:
            array = film(array, rng, x, y, spread * rng.uniform(0.6, 1.5))
        for _ in range(rng.integers(4, 40)):
            drop(array, rng, x + rng.normal(0, spread), y + rng.normal(0, spread * 0.5),
                 float(np.exp(rng.uniform(np.log(1.2), np.log(8)))))
    keep = np.zeros((n, n))
    yy, xx = np.mgrid[0:n, 0:n]
    for x1, y1, x2, y2 in boxes:
        away = np.maximum(np.maximum(x1 - xx, xx - x2), np.maximum(y1 - yy, yy - y2))
        keep = np.maximum(keep, np.clip(1 - (away - 2) / 14, 0, 1))
    alpha = (1 - keep[..., None]) * rng.uniform(0.35, 1)
    return clean * (1 - alpha) + array * alpha
