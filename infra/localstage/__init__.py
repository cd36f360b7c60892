"""The training stage on one machine: what AWS is around the app, played in this process."""
