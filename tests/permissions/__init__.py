"""The permission matrix: who asks (people), for what (scene), at which address (addresses), and what the domain page says (rights)."""
