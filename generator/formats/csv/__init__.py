"""CSV: tables for spreadsheets."""
