"""QR codes as drawings (ISO/IEC 18004)."""

from __future__ import annotations


def qr_code(text: str) -> str:
    """A QR code as SVG: dark squares on white, with the quiet zone that readers need."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    squares = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#ffffff"/>'
        f'<path d="{squares}" fill="#000000"/></svg>'
    )
