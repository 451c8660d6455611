# The portal for compose.yaml: the site, its worker and its commands are the same image.
FROM python:3.11-slim-bookworm

WORKDIR /srv/shafafiya
COPY requirements.txt .
RUN pip install --no-cache-dir --no-deps --require-hashes --requirement requirements.txt

COPY . .
RUN useradd --system --home-dir /data shafafiya && install --directory --owner shafafiya /data
USER shafafiya
VOLUME /data

ENV DJANGO_SETTINGS_MODULE=portal.settings.production DATA_DIR=/data PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "portal.wsgi:application"]
