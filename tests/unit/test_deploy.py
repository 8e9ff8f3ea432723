"""What production is started from: no engine is needed to find a broken line."""

import configparser
import datetime
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import requests
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
SECRETS = re.compile(r"passw", re.IGNORECASE)


def compose():
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


def production_conf():
    conf = configparser.RawConfigParser()
    conf.read(ROOT / "odoo.conf", encoding="utf-8")
    return conf


def test_compose_file_is_valid():
    command = [sys.executable, "-m", "check_jsonschema"]
    command += ["--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_compose_names_only_files_that_exist():
    for service in compose()["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            # the certificate is the installer's to bring
            if source.startswith("./") and source != "./deploy/certs":
                assert (ROOT / source).exists(), source


def test_every_service_is_watched_or_awaited():
    services = compose()["services"]
    for name, service in services.items():
        assert "healthcheck" in service or name == "setup", name
    waits = services["odoo"]["depends_on"]
    assert waits["setup"]["condition"] == "service_completed_successfully"


def test_no_password_is_written_down():
    data = compose()
    assert all(set(secret) == {"environment"} for secret in data["secrets"].values())
    for service in data["services"].values():
        for key, value in service.get("environment", {}).items():
            if SECRETS.search(key):
                assert str(value).startswith("/run/secrets/"), key


def test_production_conf_is_closed():
    options = production_conf()["options"]
    assert "admin_passwd" not in options and "db_password" not in options
    assert options["list_db"] == "False"
    assert options["proxy_mode"] == "True"
    assert options["dbfilter"] == f"^{options['db_name']}$"
    assert int(options["workers"]) > 0
    assert {"base", "rpc", "web"} <= set(options["server_wide_modules"].split(","))


def test_odoo_knows_every_option_of_the_production_conf():
    from odoo.tools import config

    known = set(config.options) | {"admin_passwd"}
    assert set(production_conf()["options"]) <= known


def test_image_has_the_packages_of_the_product():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    wanted = (ROOT / "scripts/packages.txt").read_text(encoding="utf-8").split("\n")
    wanted = {line for line in wanted if line and not line.startswith("#")}
    # there already, or another container's
    there = {"ca-certificates", "postgresql", "procps", "python3", "python3-venv"}
    for package in wanted - there - {"util-linux"}:
        assert re.search(rf"\b{re.escape(package)}\b", text), package


def test_image_copies_only_files_that_exist():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    let_in = tuple(rule[1:] for rule in rules if rule.startswith("!"))
    for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert source.startswith(let_in), source


def test_systemd_accepts_the_units_of_the_backup(tmp_path):
    """Nightly backup and monthly rehearsal (R18), with this folder put in."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not here")
    for unit in (ROOT / "deploy/systemd").iterdir():
        text = unit.read_text(encoding="utf-8").replace("/opt/vpdt", str(ROOT))
        (tmp_path / unit.name).write_text(text.replace("User=vpdt", "User=root"))
    command = ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_image_installs_our_part_of_the_requirements():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").split("\n")
    ours = "\n".join(lines[: lines.index("# --- Odoo 19's needs and what they need")])
    for package in ("odoo-addon-queue_job", "onnxruntime", "reportlab", "pypdfium2"):
        assert f"\n{package}==" in ours


def write_certificate(folder):
    """Write a self-signed certificate, server.crt and server.key, into ``folder``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "vp.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "server.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with the names it was asked for."""

    def do_GET(self):
        names = [self.headers[name] for name in ("Host", "X-Forwarded-Host")]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(",".join(names).encode())

    def log_message(self, *_said):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nginx_command(folder, port, upstream):
    """Write the production configuration into ``folder``, made fit to run here; return
    the command that runs nginx with it.

    :param port: where it serves, by TLS
    :param upstream: port of Odoo
    """
    data = Path(os.environ.get("VPDT_DATA", ROOT / ".vpdt"))
    nginx = data / "nginx/usr/sbin/nginx"
    nginx = str(nginx) if nginx.exists() else shutil.which("nginx")
    if not nginx:
        pytest.skip("nginx is not here: scripts/setup unpacks it")
    write_certificate(folder)
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    text = text.replace("${VPDT_HOST}", "vp.example")
    # names of containers resolve only among containers
    text = text.replace("server odoo:8069", f"server 127.0.0.1:{upstream}")
    text = text.replace("server odoo:", "server 127.0.0.1:")
    text = text.replace("listen 80 ", f"listen 127.0.0.1:{free_port()} ")
    text = text.replace("listen 443 ", f"listen 127.0.0.1:{port} ")
    text = text.replace("/etc/nginx/certs", str(folder))
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = f"{user}pid {folder}/pid;\nevents {{}}\nhttp {{\n"
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        whole += f"{kind}_temp_path {folder}/{kind};\n"
    (folder / "nginx.conf").write_text(whole + "access_log off;\n" + text + "}\n")
    return [nginx, "-e", "stderr", "-c", str(folder / "nginx.conf")]


def test_nginx_accepts_its_configuration(tmp_path):
    command = [*nginx_command(tmp_path, free_port(), 8069), "-t"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_odoo_hears_the_name_of_the_office_whatever_was_asked_for(tmp_path):
    """Attack: Odoo makes the address in its e-mails from the name an administrator's
    browser asked for."""
    port = free_port()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo) as odoo:
        threading.Thread(target=odoo.serve_forever, daemon=True).start()
        command = nginx_command(tmp_path, port, odoo.server_port)
        with subprocess.Popen([*command, "-g", "daemon off;"]) as nginx:
            try:
                answer = ask_for_another_name(port)
            finally:
                nginx.terminate()
                odoo.shutdown()
    assert answer.text == "vp.example,vp.example"


def ask_for_another_name(port):
    """Return the answer once nginx is there."""
    for _try in range(100):
        try:
            return requests.get(
                f"https://127.0.0.1:{port}/web/login",
                headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
                verify=False,
                timeout=10,
            )
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("nginx does not answer")
