# VPĐT on the official image of Odoo 19 (Ubuntu 24.04, Python 3.12).
FROM odoo:19.0

USER root
# scripts/packages.txt without what the image has (Python) and what runs in
# another container (PostgreSQL)
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-croscore libreoffice-writer-nogui poppler-utils restic tesseract-ocr \
        tesseract-ocr-vie \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt /tmp/requirements.txt
# Odoo's own needs are in the image: only the first part of the list is ours
RUN sed '/^# --- Odoo/,$d' /tmp/requirements.txt > /tmp/ours.txt \
    && pip install --no-cache-dir --no-deps --break-system-packages -r /tmp/ours.txt \
    && rm /tmp/requirements.txt /tmp/ours.txt
COPY odoo.conf /etc/odoo/odoo.conf.in
COPY deploy/entrypoint.sh deploy/setup.sh deploy/backup.sh /usr/local/bin/
COPY scripts/first_login.py /usr/local/share/vpdt/
COPY scripts/safekeeping /usr/local/share/vpdt/safekeeping
COPY addons /mnt/extra-addons
# one thread a recogniser: two on two cores are slower than one after the other
ENV OMP_THREAD_LIMIT=1
USER odoo
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
CMD ["odoo"]
