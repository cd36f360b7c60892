"""From a notice to an e-mail in its reader's language."""
