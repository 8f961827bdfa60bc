"""Plans, elements and municipalities as tagged PDF files: docs/adr/0038-pdf-by-typst.md says why and how."""
