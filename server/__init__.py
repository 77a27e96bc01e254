"""The platform: register of AI systems, governance frameworks as code, executions and tamper-evident evidence."""

__version__ = "0.1.0"
