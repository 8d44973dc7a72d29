"""Keeping beacons: each is read, judged and stored durably before its answer goes out."""
