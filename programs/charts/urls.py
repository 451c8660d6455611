"""URLs of chart files: the SHA-256 of the content, and a format."""

from django.urls import re_path

from programs.charts.files import chart_file

urlpatterns = [re_path(r"^charts/(?P<digest>[0-9a-f]{64})\.(?P<form>[a-z0-9]+)$", chart_file, name="chart_file")]
