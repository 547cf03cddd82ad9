"""HR's pages for asking the staff, and each employee's own."""
