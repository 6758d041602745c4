jQuery(function ($) {
  var api = PAGER.api;

  function draw() {
    api.pages().then(function (pages) {
      $('#list').html($.map(pages, function (p) {
        return $('<li>').text(p.text).data('id', p.id);
      }));
    });
  }

  $('#list').on('click', 'li', function () {
    api.ack($(this).data('id')).always(draw);
  });

  $('#send').click(function () {
    api.send($('#text').val(), false).then(draw, function () {
      $.getJSON(PAGER.config.root + '/health');
    });
  });

  draw();
});
