$(function () {
  $('#panel').load('/api/panel .rows')
  $('#town').autocomplete({ source: '/api/towns' })
})
