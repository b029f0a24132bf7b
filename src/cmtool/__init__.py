"""Month-end appraisal of client managers in rural credit cooperatives."""

__version__ = "0.1.0"
