"""Outgoing documents: the screens that the test of their whole road keeps.

tests/test_drafts_browser.py walks from an incoming paper to both registers and keeps a
picture of each step; the guide shows those.
"""

import subprocess
import sys

import browser

#: Picture of the guide → what the test calls it.
PICTURES = {
    "soan-tra-loi": "drafts-new",
    "chon-noi-nhan": "drafts-receivers",
    "trinh-duyet": "drafts-submit",
    "gop-y": "drafts-commenting",
    "xu-ly-gop-y": "drafts-settling",
    "duyet-du-thao": "drafts-desk-review",
    "duyet-ky-dien-thoai": "drafts-phone-paper",
    "ban-quet-da-ky": "drafts-rescan",
    "ban-quet-thieu-trang": "drafts-rescan-incomplete",
    "cap-so": "drafts-number",
    "so-van-ban-di": "drafts-register-out",
    "giao-nhan": "drafts-dispatch",
    "noi-nhan": "drafts-received",
}


def keep(cam):
    """Keep the pictures that the test made last."""
    for name, screen in PICTURES.items():
        data = (browser.SCREENS / f"{screen}.png").read_bytes()
        cam.keep_picture(name, data, is_phone="phone" in screen)


def walk(root):
    """Run the test; raise CalledProcessError if a step did not come."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:odoo"]
    test = root / "tests" / "test_drafts_browser.py"
    subprocess.run([*command, test], cwd=root, check=True)
