var PAGER = PAGER || {};
PAGER.config = { root: '/pager', version: '/v1' };
