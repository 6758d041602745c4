fetch('/vendored')
