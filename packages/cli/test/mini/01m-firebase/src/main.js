import Choir from './Choir.svelte'

new Choir({ target: document.getElementById('app') })
