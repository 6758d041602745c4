function save(id) {
  var find = { name: $('#name').val() }
  if (id != -1) {
    find.id = id
    office.finds.change(find)
  } else {
    office.finds.add(find)
  }
}

// shelves have a function of this name, too
function edit(id) {
  if (id == -1) {
    save(-1)
  } else {
    office.finds.one(id).done(function (find) {
      $('#name').val(find.name)
      save(id)
    })
  }
}

function load() {
  office.finds.all().done(function (finds) {
    var rows = []
    $.each(finds, function (i, find) {
      rows.push([find.name, "<div><button class='edit' onclick='edit(" + find.id + ")'>Change</button></div>"])
    })
    $('#finds').DataTable().rows.add(rows).draw()
  })
}

$(document).ready(function () {
  load()
})
