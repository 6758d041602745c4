$(function () {
  $.getJSON('api/values', { since: localStorage.since }, function (values) {
    $('#values').text(values.length)
  })

  // one level up: another service on the same host
  $('#values').on('click', function () {
    $.post('../alarm/test//sound', { seconds: 3 })
  })

  $.get('/metrics/')
})
