"""Makes a screenshot a third of its size by a palette: the commonest colours, and those most missed among the others."""

import struct
import zlib
from base64 import b64decode, b64encode

from playwright.sync_api import Page

COLOURS = 256
COUNT_AND_MAP = """
async ([picture, most]) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const all = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const seen = all.map(([pixel, count]) => ({ pixel, count, rgb: parts(pixel), far: Infinity, index: 0 }));
  const palette = [];
  const take = (one) => {
    const [x, y, z] = one.rgb;
    const index = palette.push([x, y, z]) - 1;
    for (const other of seen) {
      const [r, g, b] = other.rgb;
      const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
      if (far < other.far) [other.far, other.index] = [far, index];
    }
  };
  seen.slice(0, most / 2).forEach(take);
  const lack = (one) => one.far * Math.sqrt(one.count);
  while (palette.length < Math.min(most, seen.length)) take(seen.reduce((worst, one) => (lack(one) > lack(worst) ? one : worst)));
  const nearest = new Map(seen.map(({ pixel, index }) => [pixel, index]));
  const indices = Uint8Array.from(pixels, (pixel) => nearest.get(pixel));
  let text = "";
  for (let at = 0; at < indices.length; at += 32768) text += String.fromCharCode(...indices.subarray(at, at + 32768));
  return { width: image.width, height: image.height, palette: palette.flat(), indices: btoa(text) };
}
"""


def small(page: Page, png: bytes) -> bytes:
    """Return the picture with a palette; the page lends its canvas."""
    told = page.evaluate(COUNT_AND_MAP, [b64encode(png).decode(), COLOURS])
    width, height, indices = told["width"], told["height"], b64decode(told["indices"])
    rows = b"".join(b"\0" + indices[at : at + width] for at in range(0, len(indices), width))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", bytes(told["palette"])),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
