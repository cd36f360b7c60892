"""Where HTTP meets the domain; besides app.py the only importer of Chalice."""
