"""Lays forms out in twips and paints them."""
