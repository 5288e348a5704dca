"""What a user can do: one method and one transaction each."""
