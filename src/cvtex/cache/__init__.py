"""Results that later runs reuse, in one folder of the user's that stays under a bound (`store.MOST_BYTES`).

- `memo(kind, key, type, make)` returns an entry or makes it; `get` and `put` are for entries that are merged or
  checked.
- `table(kind, key, type)` is a `Memo` over many small results in one entry, written once by `save`.
- `put_file` is for files that another program reads: formats.

An entry's name is the fingerprint of its key and of the program's files, so that another version misses it. Keys have
canonical bytes: sets and mappings are sorted. A checksum comes first: whatever is damaged, foreign or of another type
is a miss, and what cannot be written is made again. Files are replaced atomically, and any number of processes may
share the folder. What was used longest ago is evicted first, whatever its kind.
"""
