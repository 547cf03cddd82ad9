"""What use teaches: noted from readers' pages, and worked through by editors."""
