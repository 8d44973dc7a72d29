"""Why a moderator should look closely at a text: checks and rules. No request comes in here."""
