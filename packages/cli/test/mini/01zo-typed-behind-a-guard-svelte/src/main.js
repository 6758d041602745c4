import Reef from './Reef.svelte'

new Reef({ target: document.body })
