"""Tags of the account's pages."""
