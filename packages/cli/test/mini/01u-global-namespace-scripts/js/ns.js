/* ----------------------------------------------------------------
 * Pager - what is to be told to all rooms
 *
 * @package     Pager
 * @copyright   Copyright (c) the pager's people
 * @license     https://opensource.org/licenses/MIT
 * @since       v2.1.0
 * ---------------------------------------------------------------- */
var PAGER = PAGER || {};
PAGER.config = { root: '/pager', version: '/v1' };
