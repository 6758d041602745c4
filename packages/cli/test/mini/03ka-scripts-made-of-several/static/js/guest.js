fetch('./api/stones/today')
