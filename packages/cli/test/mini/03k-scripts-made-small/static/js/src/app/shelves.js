function edit(kind) {
  office.shelves.add(kind, { label: $('#label').val() })
}

$('#list').fileupload({
  url: '/api/shelves/import',
  dataType: 'json',
  done: function (e, data) {
    $.each(data.result, function (i, shelf) {
      $('#shelves').append('<li>' + shelf.label + '</li>')
    })
  }
})
