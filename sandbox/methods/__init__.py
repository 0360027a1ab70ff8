"""The Web API: one module a family of methods, all written into `METHODS` when imported."""

from sandbox.methods import auth, chat, conversations, files, reactions, users, views
from sandbox.methods.method import METHODS, Arguments, Call, Method

__all__ = [
    "METHODS",
    "Arguments",
    "Call",
    "Method",
    "auth",
    "chat",
    "conversations",
    "files",
    "reactions",
    "users",
    "views",
]
