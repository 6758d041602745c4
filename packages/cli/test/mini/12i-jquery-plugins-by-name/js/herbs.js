$(function () {
  $('#leaves').fileupload({
    url: '/herbs/leaves',
    dataType: 'json',
    formData: { bed: 3 },
    done: function (event, data) {
      $.each(data.result.leaves, function (at, leaf) {
        $('#tree').append(leaf.name)
      })
    },
  })
  $('#roots').fileupload({ dataType: 'json' })
  $('#tree').jstree({
    core: {
      data: {
        url: '/herbs/beds',
        data: function (node) {
          return { below: node.id }
        },
      },
    },
  })
  $('#harvest').fullCalendar({ events: '/herbs/harvests', editable: false })
  $('#name').editable({ url: '/herbs/names', pk: 1 })
  $('#order').validate({
    rules: {
      buyer: { required: true, remote: '/herbs/buyers/known' },
      mail: { remote: { url: '/herbs/mails/free', type: 'post' } },
    },
  })
})
