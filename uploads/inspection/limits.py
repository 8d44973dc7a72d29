"""What an archive may unpack to, with all that is packed inside it."""

MAX_MEMBERS = 5_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_PART_BYTES = 150 * 1024 * 1024
