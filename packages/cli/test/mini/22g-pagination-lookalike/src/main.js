import Podium from './Podium.svelte'

new Podium({ target: document.body })
