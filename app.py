"""Entry point for Chalice; wires the blueprints, decides nothing."""

from chalice.app import Chalice

from chalicelib.web import (
    areas,
    authorities,
    clock,
    forms,
    health,
    officials,
    openapi,
    requests,
    tasks,
)

app = Chalice(app_name="imi")

for room in (health, openapi, officials, tasks, areas, authorities, requests):
    app.register_blueprint(room.routes.blueprint)
for bp in (forms.bp, clock.bp):
    app.register_blueprint(bp)
