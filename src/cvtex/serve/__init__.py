"""`cvtex watch --serve`: the last build as a page in the browser, which follows each save.

`state` is what can be shown, as a value; `after` a build it is another one. `page` writes it as HTML, `answers` finds
what an address stands for. All of these are pure. `drawing` turns a page of a PDF into a picture, and `server` is the
edge: sockets, threads, and the browsers that wait for the next state.

Nothing is read from disk for a request: what can be fetched is what the state holds.
"""
