"""Resources and user files turned into domain specifications."""
