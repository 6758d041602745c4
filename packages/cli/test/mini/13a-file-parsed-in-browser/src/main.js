import Import from './Import.svelte'

new Import({ target: document.querySelector('#app') })
