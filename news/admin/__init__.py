"""Articles in the admin: written from an event, and listed where they are missing."""
