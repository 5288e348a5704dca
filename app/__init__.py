"""An offline desktop program for the leaders' reviews of party organisations."""
