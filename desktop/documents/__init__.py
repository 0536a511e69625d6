"""Files that people exchange: spreadsheets, pictures, papers."""
