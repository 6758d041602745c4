angular
  .module('kiln', ['ngResource', 'ui.router'])
  .factory('Pots', function ($resource) {
    return $resource('/api/pots/:potId', { potId: '@id' }, { update: { method: 'PUT' } })
  })
  .config(function ($stateProvider) {
    $stateProvider.state('pot', {
      url: '/pots/:potId',
      template: '<button ng-click="vm.remove()">Break</button><button ng-click="vm.save()">Save</button>',
      controller: 'PotController as vm',
      resolve: {
        foundPot: function ($stateParams, Pots) {
          return Pots.get({ potId: $stateParams.potId }).$promise
        },
      },
    })
  })
