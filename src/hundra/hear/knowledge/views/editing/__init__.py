"""The editors' pages, /arbete/kunskap/redigera/."""
