"""Pages that show every component, added to a program under test; the product does not serve them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, flash, render_template, render_template_string, request
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.validators import DataRequired, Email, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.access import public
from forum.core.fields import EmailField, IntegerField, StringField, TelField, TextAreaField
from forum.core.forms import options

NOW = datetime(2026, 9, 9, 15, tzinfo=UTC)
SLOW = 0.4


class EveryField(Form):
    """One field of each kind."""

    given_names = StringField("Nombre(s)", [DataRequired()])
    first_surname = StringField("Primer apellido", [DataRequired()])
    second_surname = StringField("Segundo apellido", [Optional()])
    email = EmailField("Correo", [DataRequired(), Email("Escriba un correo como nombre@empresa.com.")])
    phone = TelField("Celular", [DataRequired()])
    sector = SelectField(
        "Sector", choices=options([("", "Elija"), ("industry", "Industria"), ("academia", "Academia")])
    )
    category = RadioField(
        "Categoría", [DataRequired()], choices=options([("visitor", "Visitante"), ("student", "Estudiante")])
    )
    days = SelectMultipleField(
        "Días",
        choices=options([("9", "Miércoles 9"), ("10", "Jueves 10")]),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    volume = IntegerField("Volumen", [Optional()])
    day = DateField("Fecha", [Optional()])
    hour = TimeField("Hora", [Optional()])
    logo = FileField("Logotipo")
    note = TextAreaField("Mensaje", [Optional()])
    agrees = BooleanField("Acepto el aviso de privacidad", [DataRequired()])


PARTS = """
{% extends "base.html" %}{% set htmx = true %}
{% block content %}
{{ ui.page_header("Partes") }}
{% call ui.dialog("sample", "Declinar la solicitud") %}
  <p>Motivo</p>{{ ui.button("No aceptar", type="button") }}
{% endcall %}
{{ ui.open_dialog("sample", "Abrir diálogo") }}
{{ ui.post_button("Cancelar la cita", "/sent", kind="danger",
   confirm=Question("¿Cancelar su cita de las 09:00?", yes="Sí, cancelar la cita", no="No, conservarla")) }}
{% call ui.form("/sent", id="short") %}
  {{ ui.field(form.given_names) }}{{ ui.field(form.email) }}{{ ui.button("Registrarme") }}
{% endcall %}
{{ ui.copy_field("Dirección de su calendario", "https://foro.example/a.ics", "feed", secret=true) }}
{{ ui.search("/found", target="#results") }}<div id="results">Nada aún</div>
{% for name in ["found", "refused", "broken"] %}
{{ ui.button(name, type="button", attrs={"hx-post": "/" ~ name, "hx-target": "#results"}) }}
{% endfor %}
{{ ui.link_button("Otra página", "/parts?again") }}
{% endblock %}
"""
DAY = """
{% extends "base.html" %}
{% block content %}{% call ui.agenda_day("Miércoles 9 de septiembre") %}{% for start, end in slots %}
{% call ui.agenda_slot(start, end, "Bajío Motors de Guanajuato", "Cita", "Área B2B · Mesa B-117", tone="meeting") %}
{{ ui.link_button("Mover", "#", small=true) }}{% endcall %}{% endfor %}{% endcall %}{% endblock %}
"""


@dataclass
class Gallery:
    """What the pages received."""

    sent: list[dict[str, str]] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)

    def show(self) -> str:
        """Every component; one form empty and one refused."""
        refused = EveryField()
        refused.validate()
        later = NOW + timedelta(minutes=20)
        return render_template("ui/gallery.html", form=EveryField(), bad_form=refused, now=NOW, later=later)

    def parts(self) -> str:
        """The parts that act, one of each; `?say=` flashes a sentence."""
        if "say" in request.args:
            flash("Quedó guardado.", request.args["say"])
        return render_template_string(PARTS, form=EveryField())

    def send(self) -> str:
        """Take a form, slowly."""
        time.sleep(SLOW)
        self.sent.append(request.form.to_dict())
        return render_template_string('{% extends "base.html" %}{% block content %}<h1>Recibido</h1>{% endblock %}')

    def found(self) -> str:
        """A fragment, whose input is to have the focus."""
        self.searched.append(request.values.get("q", ""))
        return '<label for="new">Hallado</label><input id="new" data-focus>'

    def refused(self) -> tuple[str, int]:
        """A fragment that says no."""
        return render_template("errors/_refusal.html", message="Esa mesa se acaba de ocupar."), 422

    def broken(self) -> tuple[str, int]:
        """A failure of the server."""
        return "nothing to show", 500

    def day(self) -> str:
        """A day of twenty engagements."""
        starts = [NOW + timedelta(minutes=25 * n) for n in range(20)]
        return render_template_string(DAY, slots=[(start, start + timedelta(minutes=20)) for start in starts])


def add_gallery(app: Flask) -> Gallery:
    """Add the pages: /gallery, /parts and /day to look at; /sent, /found, /refused and /broken to answer."""
    gallery = Gallery()
    rules: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("gallery", gallery.show),
        ("parts", gallery.parts),
        ("day", gallery.day),
        ("sent", gallery.send),
        ("found", gallery.found),
        ("refused", gallery.refused),
        ("broken", gallery.broken),
    )
    for name, answer in rules:
        view = public(lambda answer=answer: answer())
        app.add_url_rule(f"/{name}", f"gallery_{name}", view, methods=["GET", "POST"])
    return gallery
