import Jobs from './Jobs.svelte'

new Jobs({ target: document.getElementById('app') })
