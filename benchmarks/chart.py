"""Bars as a drawing (SVG): a group for each size, a bar for each tool, on a logarithmic scale of seconds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

_WIDTH, _LEFT, _ROW, _GAP, _HEAD = 760, 190, 22, 16, 40
_COLORS = ("#00656e", "#9aa5ab", "#b7a58c", "#8c9bb7")


def bar_chart(groups: Mapping[str, Mapping[str, float]], title: str) -> str:
    """Give the drawing; every bar has its number beside it, so that no scale need be read."""
    values = [value for bars in groups.values() for value in bars.values()]
    low, high = math.log10(min(values)) - 0.3, math.log10(max(values))
    scale = (_WIDTH - _LEFT - 70) / (high - low)
    rows: list[str] = []
    top = _HEAD
    for group, bars in groups.items():
        for index, (name, value) in enumerate(bars.items()):
            width = max(2, (math.log10(value) - low) * scale)
            label = f"{group} · {name}"
            rows.append(f'<text x="{_LEFT - 8}" y="{top + 15}" text-anchor="end">{escape(label)}</text>')
            color = _COLORS[index % len(_COLORS)]
            rows.append(f'<rect x="{_LEFT}" y="{top + 2}" width="{width:.1f}" height="{_ROW - 5}" fill="{color}"/>')
            rows.append(f'<text x="{_LEFT + width + 6:.1f}" y="{top + 15}">{value:.2f} s</text>')
            top += _ROW
        top += _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" role="img" aria-label="{escape(title)}" '
        'font-family="system-ui,sans-serif" font-size="13">\n'
        f'<rect width="{_WIDTH}" height="{top}" fill="#fff"/>\n'
        f'<text x="{_LEFT}" y="24" font-weight="600">{escape(title)} (logarithmic scale)</text>\n'
        + "\n".join(rows)
        + "\n</svg>\n"
    )
