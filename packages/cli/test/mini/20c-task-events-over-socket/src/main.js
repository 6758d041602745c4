import Backups from './Backups.svelte'

new Backups({ target: document.getElementById('app') })
