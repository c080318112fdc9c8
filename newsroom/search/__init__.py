"""Search: what the newsroom says, found in three languages by what its words mean."""
