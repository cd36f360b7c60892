"""Entry point for Chalice; wires the blueprints, decides nothing."""
# ruff: noqa: E402 - the first thing is to keep the collector out of the way

import gc

# What a cold start loads stays for good: looking for garbage in it took a fifth of its time.
gc.disable()

from chalice.app import Chalice

from chalicelib.web import (
    areas,
    authorities,
    checklist,
    clock,
    colleagues,
    countries,
    deadlines,
    forms,
    health,
    imports,
    invitations,
    officials,
    openapi,
    records,
    requests,
    tasks,
    taxonomies,
)

app = Chalice(app_name="imi")

for room in (
    health,
    openapi,
    officials,
    tasks,
    areas,
    countries,
    deadlines,
    authorities,
    records,
    taxonomies,
    imports,
    colleagues,
    invitations,
    checklist,
    requests,
):
    app.register_blueprint(room.routes.blueprint)
for bp in (forms.bp, clock.bp):
    app.register_blueprint(bp)

gc.freeze()
gc.enable()
