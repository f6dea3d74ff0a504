"""The model: what each kind of entity may say, declared on its fields, and the check of files against it."""
