"""Content in other languages: messages of the content, catalogues of their translations, and graphs made of both."""
