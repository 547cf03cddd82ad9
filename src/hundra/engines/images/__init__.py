"""Pictures from outside, made harmless."""

from hundra.engines.images.cleaning import CleanPicture, PictureError, PictureFault, clean_picture

__all__ = ["CleanPicture", "PictureError", "PictureFault", "clean_picture"]
