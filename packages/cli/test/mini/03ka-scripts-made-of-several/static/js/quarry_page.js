function addStone() {
  callAdd(prompt('Which?'))
}

function breakStone(id) {
  callBreak(id)
}
