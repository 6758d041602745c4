function ask(path, data, then) {
  $.ajax({ url: '/market' + path, method: 'POST', data: JSON.stringify(data), contentType: 'application/json', success: then })
}

$(function () {
  $.getJSON('/market/notices', function (answer) {
    $('#notice').text(answer.text)
  })
})
