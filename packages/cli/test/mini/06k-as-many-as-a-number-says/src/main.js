const shelves = document.querySelectorAll('.shelf')

;[...Array(4)].map((_, place) =>
  shelves[place].addEventListener('click', () => fetch(`/api/shelves/${place}/dust`, { method: 'DELETE' })),
)

new Array(shelves.length).fill().forEach((_, place) =>
  shelves[place].addEventListener('dblclick', () => fetch(`/api/shelves/${place}/books`)),
)
