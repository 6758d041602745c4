import Login from './Login.svelte'

new Login({ target: document.getElementById('app') })
