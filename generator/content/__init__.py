"""Content: the folder of YAML files and the prose in them, read with the position of everything."""
