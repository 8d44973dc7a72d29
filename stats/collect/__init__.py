"""What happens at a beacon: it is read, judged and kept, durably, before its answer goes out."""
