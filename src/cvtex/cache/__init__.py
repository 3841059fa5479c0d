"""Results for later runs to reuse, in one folder per user whose size is bounded (`store.MOST_BYTES`).

- `memo(kind, key, type, make)` returns an entry, or makes it. `get` and `put` are for callers that merge or check
  entries.
- `table(kind, key, type)` opens a `Memo` over many small results in one entry, which `save` writes.
- `put_file` stores files for another program: formats.

An entry's name is the fingerprint of its key and of the program's files, so that every version has its own entries.
Keys have canonical bytes: sets and mappings are sorted. An entry begins with a checksum: one that is damaged, foreign
or of another type is a miss. Failed writes are ignored: the next run makes the result again. Files are replaced
atomically, so that several processes may share the folder. The least recently used files are evicted first, whatever
their kind.
"""
