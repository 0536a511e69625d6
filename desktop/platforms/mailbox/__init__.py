"""Mail accounts: IMAP in, SMTP out, every certificate verified, nothing sent twice by itself."""
