from django.urls import path

from programs import views

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/<str:code>.csv", views.indicator_csv, name="indicator_csv"),
    path("data/<str:code>/", views.indicator, name="indicator"),
    path("events/<str:code>/", views.event, name="event"),
]
