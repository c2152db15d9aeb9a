"""Plain frozen values that travel between the rooms: tables, dossier, findings, report."""
