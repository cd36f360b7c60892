"""Entry point for Chalice; wires the blueprints, decides nothing."""
# ruff: noqa: E402 - the first thing is to keep the collector out of the way

import gc

# What a cold start loads stays for good: looking for garbage in it took a fifth of its time.
gc.disable()

import logging

from chalice.app import Chalice

from chalicelib.web import clock, door, forms

# Lambda writes warnings alone; what a run has done is told one step below.
logging.getLogger("chalicelib").setLevel(logging.INFO)

app = Chalice(app_name="imi")

app.api.binary_types.append("application/pdf")
for bp in (door.bp, forms.bp, clock.bp):
    app.register_blueprint(bp)

gc.freeze()
gc.enable()
