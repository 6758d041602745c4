function ask(path, method, data) {
  return $.ajax({ url: '/api' + path, method: method, data: JSON.stringify(data), contentType: 'application/json' })
}

var office = {
  finds: {
    all: function () {
      return ask('/finds/', 'GET')
    },
    add: function (find) {
      return ask('/finds/', 'POST', find)
    },
    one: function (id) {
      return ask('/finds/' + id, 'GET')
    },
    change: function (find) {
      return ask('/finds/' + find.id, 'PUT', find)
    }
  },
  shelves: {
    add: function (kind, shelf) {
      return ask('/shelves/' + kind + '/', 'POST', shelf)
    }
  }
}
