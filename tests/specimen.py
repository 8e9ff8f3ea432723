"""A made-up signature, and how it is registered over RPC."""

import base64
import io

from PIL import Image, ImageDraw


def signature(seed=3):
    """Return a made-up signature as bytes of a PNG: loops of blue ink, nobody's own."""
    picture = Image.new("RGB", (620, 210), "white")
    points, x, y = [], 40, 120
    for step in range(160):
        x += 3.3
        swing = 70 * ((step * seed) % 17 / 17 - 0.5) + 40 * ((step // 9) % 2 - 0.5)
        y = 0.75 * y + 0.25 * (110 + swing * (1.6 if step < 60 else 0.7))
        points.append((x, y))
    draw = ImageDraw.Draw(picture)
    draw.line(points, fill=(24, 40, 150), width=5, joint="curve")
    draw.line([(60, 175), (560, 150)], fill=(24, 40, 150), width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def registered_specimen(office, name, post):
    """Register a specimen of somebody's signature without showing it."""
    operator = office.person("quantri")
    [person] = operator.call("res.users", "search_read", [("name", "=", name)], ["id"])
    [job] = operator.call("hr.job", "search_read", [("name", "=", post)], ["id"])
    return operator.call(
        "vpdt.signature.specimen",
        "create",
        {
            "user_id": person["id"],
            "job_id": job["id"],
            "decision": "01/QĐ-UBND ngày 02/01/2026",
            "picture": base64.b64encode(signature()).decode(),
        },
    )
