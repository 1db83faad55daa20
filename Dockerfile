# Gezinswegwijzer in a container:
#   docker build -t gezinswegwijzer .
#   docker run --read-only --tmpfs /tmp -e WEB_SECRET="$(openssl rand -hex 32)" -p 127.0.0.1:5005:5005 gezinswegwijzer
# Nothing is written outside /tmp. WEB_SECRET signs the sessions: keep it the same over restarts and replicas.

FROM python:3.10-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1 RASA_TELEMETRY_ENABLED=false
WORKDIR /app

# The packages, with hashes, in a layer of their own: they change less often than the project.
COPY requirements-runtime.lock scripts/uv-requirements.txt ./
RUN pip install --require-hashes -r uv-requirements.txt \
    && python -m venv .venv \
    && uv pip install --python .venv/bin/python --require-hashes --compile-bytecode -r requirements-runtime.lock \
    && rm requirements-runtime.lock uv-requirements.txt

COPY vendor vendor
COPY scripts scripts
RUN mkdir .stamps && .venv/bin/python scripts/spacy_model.py

# Only what the model is trained from, so that another law or another answer does not train it again.
COPY config.yml domain.yml ./
COPY data data
COPY nlu nlu
COPY procedures procedures
COPY municipalities municipalities
RUN .venv/bin/python -m scripts.rasa_cli train --fixed-model-name gezinswegwijzer --out models && rm -rf .rasa


FROM python:3.10-slim-bookworm
# Pango draws the PDF of the checklist.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home gezinswegwijzer
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY --from=build /app/.stamps .stamps
COPY --from=build /app/models models
COPY . .
# The port is published by Docker: within the container the bot listens on all addresses.
ENV BIND=0.0.0.0 PORT=5005 HOME=/tmp TMPDIR=/tmp MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONDONTWRITEBYTECODE=1 WEB_FEEDBACK_FILE=/tmp/feedback.jsonl RASA_TELEMETRY_ENABLED=false
USER 10001
EXPOSE 5005
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 \
    CMD ["/app/.venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5005/webhooks/rest/', timeout=8)"]
STOPSIGNAL SIGTERM
CMD ["/app/.venv/bin/python", "-m", "scripts", "serve"]
