"""What helps an author: scaffolds, JSON Schemas and reference pages, all from the declarations."""
