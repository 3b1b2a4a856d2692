"""Calendar files, both ways: what blocks a therapist's time comes in, pre-talks without a word of the matter go out."""
