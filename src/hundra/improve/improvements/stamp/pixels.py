"""From SVG to PNG, by resvg (in vl-convert): no fonts and no network are needed."""

from __future__ import annotations


def png(svg: str, *, scale: float = 1.0) -> bytes:
    """The picture, `scale` pixels for each of the drawing's own."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def png_of_width(svg: str, width: int) -> bytes:
    """A square stamp as a picture of so many pixels."""
    return png(svg.replace("<svg ", f'<svg width="{width}" height="{width}" ', 1))
