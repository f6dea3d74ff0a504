"""What an editor is told about the content: schemas for any editor, and a language server of our own.

`catalogue` lists what may be referred to, `schema` writes it down for others' tools, the rest
answers what an editor asks about a place in a text. Only `server` knows the protocol.
"""
