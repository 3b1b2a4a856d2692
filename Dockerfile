# One image, two stages: what builds is left behind. It runs as nobody in particular and writes to /data only.
#
#   docker build --tag doorstep .
#   docker run --rm --volume doorstep:/data doorstep init
#   docker run --volume doorstep:/data --publish 127.0.0.1:8080:8080 --env DOORSTEP_PUBLIC_URL=https://… doorstep

FROM python:3.12-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /app/venv
COPY requirements.lock .
RUN /app/venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md ./
COPY flows flows
COPY storage storage
COPY bot bot
RUN /app/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin doorstep \
    && install --directory --owner=doorstep --group=doorstep --mode=0700 /data
COPY --from=build /app/venv /app/venv
ENV PATH=/app/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DOORSTEP_DATA_DIR=/data \
    DOORSTEP_LISTEN=0.0.0.0:8080 \
    DOORSTEP_PUBLIC_URL=http://localhost:8080
USER doorstep
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
ENTRYPOINT ["doorstep"]
CMD ["serve"]
