"""The file formats, a module each with its `FORMAT`. Another one is found without being listed anywhere."""
