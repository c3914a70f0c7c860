# Gyeot as a container: one process, no shell, nobody's account, nothing to write but /var/lib/gyeot.
# Both stages are Debian 12 with Python 3.11, so that what is built in the first runs in the second.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/opt/gyeot/lib GYEOT_CACHE=/opt/gyeot/cache
WORKDIR /src
COPY requirements.lock ./
RUN pip install --require-hashes --target=/opt/gyeot/lib -r requirements.lock
COPY pyproject.toml README.md LICENSE resources.yaml ./
COPY locales locales
COPY bot bot
# The reader is trained here: where the container runs there is nothing to write it to.
RUN pip install --no-deps --no-build-isolation --target=/opt/gyeot/lib . \
    && python -m bot train \
    && mkdir -p /opt/gyeot/var /opt/gyeot/edition \
    && cp resources.yaml /opt/gyeot/edition/

FROM gcr.io/distroless/python3-debian12:nonroot
LABEL org.opencontainers.image.title="gyeot" org.opencontainers.image.licenses="GPL-3.0-or-later"
ENV PYTHONPATH=/opt/gyeot/lib PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    GYEOT_CACHE=/opt/gyeot/cache \
    GYEOT_DIRECTORY=/opt/gyeot/edition/resources.yaml \
    GYEOT_DATABASE_URL=sqlite+aiosqlite:////var/lib/gyeot/gyeot.db \
    GYEOT_METRICS_PORT=9090
COPY --from=build /opt/gyeot/lib /opt/gyeot/lib
COPY --from=build /opt/gyeot/cache /opt/gyeot/cache
COPY --from=build /opt/gyeot/edition /opt/gyeot/edition
COPY --from=build --chown=65532:65532 /opt/gyeot/var /var/lib/gyeot
USER 65532:65532
WORKDIR /var/lib/gyeot
VOLUME /var/lib/gyeot
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/usr/bin/python3", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:9090/readyz', timeout=3)"]
ENTRYPOINT ["/usr/bin/python3", "-m", "bot"]
CMD ["run"]
