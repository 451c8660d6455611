"""Engines behind one small interface: what each must do is in `interface`, and kept by one contract for all."""
