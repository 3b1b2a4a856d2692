"""What leaves the console as a picture or a file: drawn from figures only, never from a counter or a ballot."""
