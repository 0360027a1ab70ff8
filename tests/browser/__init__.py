"""The sandbox's page in a real browser; run by `make test-browser`, never by `make test`."""
