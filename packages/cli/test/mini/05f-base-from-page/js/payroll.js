$(function () {
  var api = $('body').data('api')
  var api2 = document.body.dataset.api

  $.ajaxSetup({
    headers: { 'X-CSRF-Token': $('meta[name="csrf-token"]').attr('content') }
  })

  function draw(slips) {
    $('#slips').empty()
    $.each(slips, function (_, slip) {
      $('<p>').text(slip.month + ': ' + slip.net).appendTo('#slips').on('click', function () {
        $.getJSON(api + '/slips/' + slip.id, function (full) {
          alert(full.lines.length)
        })
      })
    })
  }

  $.get(window.APP.root + '/users/' + window.APP.user + '/slips', draw)
  fetch(api2 + '/months').then(function (r) { return r.json() }).then(console.log)

  $('#all').on('click', function () {
    $.post($('#slips').data('approve-url'), { confirm: true })
  })
})
