"""Where things are kept; the only importer of PynamoDB, whose models never leave it."""
