"""An employee's own roster, /arbete/mitt-schema/."""
