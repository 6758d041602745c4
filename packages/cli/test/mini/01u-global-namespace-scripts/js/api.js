(function (ns, $) {
  'use strict';

  function url(path) {
    return ns.config.root + ns.config.version + path;
  }

  function Api() {
    this.headers = { 'X-Requested-With': 'XMLHttpRequest' };
  }

  Api.prototype.request = function (type, path, data) {
    return $.ajax({
      url: url(path),
      type: type,
      headers: this.headers,
      contentType: 'application/json',
      data: data ? JSON.stringify(data) : undefined
    });
  };

  Api.prototype.pages = function () {
    return this.request('GET', '/pages');
  };

  Api.prototype.send = function (text, urgent) {
    return this.request('POST', '/pages', { text: text, urgent: urgent });
  };

  Api.prototype.ack = function (id) {
    return this.request('PUT', '/pages/' + id + '/ack');
  };

  ns.api = new Api();
})(PAGER, jQuery);
