import Board from './Board.svelte'

new Board({ target: document.getElementById('app')! })
