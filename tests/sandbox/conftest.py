from tests.sandbox.little_company import caller, listener, running, stage  # noqa: F401  fixtures are found by name
