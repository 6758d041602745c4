$('#close-stall').on('click', function () {
  ask('/stalls/' + $(this).data('id') + '/close', { reason: $('#reason').val() }, function () {
    location.reload()
  })
})
