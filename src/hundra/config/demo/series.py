"""Summer-job applications (S3): from thousands to hundreds in ten years, and what came then."""
