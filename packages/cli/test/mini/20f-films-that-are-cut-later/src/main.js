const film = document.querySelector('video').id

document.querySelector('#cut').addEventListener('click', () =>
  fetch('/api/schedule-video-editing-job', { method: 'POST', body: JSON.stringify({ film }) }),
)
